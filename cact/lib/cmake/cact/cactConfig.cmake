# find_package(cact): cact::cact is the shared library; the static one where there is no other, or CACT_STATIC is set.
if(NOT TARGET cact::cact)
  get_filename_component(_cact_libdir "${CMAKE_CURRENT_LIST_DIR}/../.." REALPATH)
  get_filename_component(_cact_include "${_cact_libdir}/../include" ABSOLUTE)
  if(EXISTS "${_cact_libdir}/none" AND NOT CACT_STATIC)
    add_library(cact::cact SHARED IMPORTED)
    set_target_properties(cact::cact PROPERTIES IMPORTED_LOCATION "${_cact_libdir}/none" IMPORTED_SONAME "none")
  else()
    add_library(cact::cact STATIC IMPORTED)
    set_target_properties(cact::cact PROPERTIES IMPORTED_LOCATION "${_cact_libdir}/libcact.a"
                                                INTERFACE_LINK_LIBRARIES "")
  endif()
  set_target_properties(cact::cact PROPERTIES IMPORTED_CONFIGURATIONS "" IMPORTED_LINK_INTERFACE_LANGUAGES C
                                              INTERFACE_INCLUDE_DIRECTORIES "${_cact_include}")
  unset(_cact_libdir)
  unset(_cact_include)
endif()
