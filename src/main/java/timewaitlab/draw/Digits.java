package timewaitlab.draw;

/** Coordinates as text: at most two decimals, the same in every locale. */
final class Digits {
    private Digits() {}

    static String of(double value) {
        long hundredths = Math.round(value * 100);
        String sign = hundredths < 0 ? "-" : "";
        long size = Math.abs(hundredths);
        long rest = size % 100;
        String whole = sign + size / 100;
        if (rest == 0) {
            return size == 0 ? "0" : whole;
        }
        return rest % 10 == 0 ? whole + "." + rest / 10 : whole + "." + (rest < 10 ? "0" : "") + rest;
    }
}
