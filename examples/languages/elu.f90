! elu of a few values, its derivative, and softmax of them as a row: the bits.
module cact
    use iso_c_binding, only: c_float, c_size_t
    implicit none
    interface
        subroutine cact_elu_f32(x, y, n, alpha) bind(c)
            import
            real(c_float), intent(in) :: x(*)
            real(c_float), intent(out) :: y(*)
            integer(c_size_t), value :: n
            real(c_float), value :: alpha
        end subroutine
        subroutine cact_elu_prime_f32(x, d, n, alpha) bind(c)
            import
            real(c_float), intent(in) :: x(*)
            real(c_float), intent(out) :: d(*)
            integer(c_size_t), value :: n
            real(c_float), value :: alpha
        end subroutine
        subroutine cact_softmax_f32(x, y, outer, n, inner) bind(c)
            import
            real(c_float), intent(in) :: x(*)
            real(c_float), intent(out) :: y(*)
            integer(c_size_t), value :: outer, n, inner
        end subroutine
    end interface
end module

program elu
    use cact
    real(c_float) :: x(5) = [-2.0, -0.5, -0.0, 0.25, 3.0], y(5)
    integer(c_size_t), parameter :: one = 1
    call cact_elu_f32(x, y, size(x, kind=c_size_t), 1.0)
    call show("elu", y)
    call cact_elu_prime_f32(x, y, size(x, kind=c_size_t), 1.0)
    call show("elu_prime", y)
    ! A column of a Fortran array is a row here: x(n, outer), or x(inner, n, outer).
    call cact_softmax_f32(x, y, one, size(x, kind=c_size_t), one)
    call show("softmax", y)
contains
    subroutine show(name, values)
        use iso_c_binding, only: c_int32_t
        character(*), intent(in) :: name
        real(c_float), intent(in) :: values(:)
        character(8) :: bits(size(values))
        integer :: i, j, at
        write (bits, "(z8.8)") transfer(values, [0_c_int32_t])
        do i = 1, size(bits)
            do j = 1, 8
                at = index("ABCDEF", bits(i)(j:j))
                if (at > 0) bits(i)(j:j) = achar(iachar("a") + at - 1)
            end do
        end do
        print "(a, *(1x, a))", name // "_f32", bits
    end subroutine
end program
