module cact

go 1.18
