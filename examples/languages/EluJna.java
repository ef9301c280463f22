// elu of a few values, its derivative, and softmax of them as a row: the bits. With JNA, on any JDK.
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;

public class EluJna {
    public interface Cact extends Library {
        void cact_elu_f32(float[] x, float[] y, NativeLong n, float alpha);
        void cact_elu_prime_f32(float[] x, float[] d, NativeLong n, float alpha);
        void cact_softmax_f32(float[] x, float[] y, NativeLong outer, NativeLong n, NativeLong inner);
    }

    static void show(String name, float[] values) {
        System.out.print(name + "_f32");
        for (float value : values) System.out.printf(" %08x", Float.floatToRawIntBits(value));
        System.out.println();
    }

    public static void main(String[] arguments) {
        Cact cact = Native.load("cact", Cact.class);
        float[] x = {-2f, -0.5f, -0f, 0.25f, 3f}, y = new float[5];
        NativeLong n = new NativeLong(5), one = new NativeLong(1);  // size_t, where a long has its width
        cact.cact_elu_f32(x, y, n, 1f);
        show("elu", y);
        cact.cact_elu_prime_f32(x, y, n, 1f);
        show("elu_prime", y);
        cact.cact_softmax_f32(x, y, one, n, one);
        show("softmax", y);
    }
}
