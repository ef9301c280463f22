// elu of a few values, its derivative, and softmax of them as a row: the bits. With java.lang.foreign, from JDK 22 on.
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

public class EluFfm {
    static MethodHandle function(SymbolLookup library, String name, MemoryLayout... arguments) {
        return Linker.nativeLinker().downcallHandle(library.find(name).get(), FunctionDescriptor.ofVoid(arguments));
    }

    static void show(String name, MemorySegment values) {
        System.out.print(name + "_f32");
        for (float value : values.toArray(JAVA_FLOAT)) System.out.printf(" %08x", Float.floatToRawIntBits(value));
        System.out.println();
    }

    public static void main(String[] arguments) throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            SymbolLookup cact = SymbolLookup.libraryLookup(System.mapLibraryName("cact"), arena);
            MemorySegment x = arena.allocateFrom(JAVA_FLOAT, -2f, -0.5f, -0f, 0.25f, 3f), y = arena.allocate(JAVA_FLOAT, 5);
            MemoryLayout[] elements = {ADDRESS, ADDRESS, JAVA_LONG, JAVA_FLOAT};
            function(cact, "cact_elu_f32", elements).invokeExact(x, y, 5L, 1f);
            show("elu", y);
            function(cact, "cact_elu_prime_f32", elements).invokeExact(x, y, 5L, 1f);
            show("elu_prime", y);
            MemoryLayout[] rows = {ADDRESS, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_LONG};
            function(cact, "cact_softmax_f32", rows).invokeExact(x, y, 1L, 5L, 1L);
            show("softmax", y);
        }
    }
}
