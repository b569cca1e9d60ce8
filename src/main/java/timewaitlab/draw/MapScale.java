package timewaitlab.draw;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import timewaitlab.decide.Plane;

/**
 * One axis of a decision map: signed 32-bit offsets on a logarithmic scale to both sides of zero. Exact zero is wide
 * enough to point at, and -2^31, which is neither before nor after, has a strip of its own. Each whole number has a
 * width, however small, so that a zoom ends at single units.
 *
 * @param length pixels the axis is long
 * @param zoom 1 when all of it is seen
 * @param pan pixels, in the unzoomed axis, at which the visible part begins
 */
public record MapScale(double length, double zoom, double pan) {
    /** The closest look: one unit at the far end is some pixels wide. */
    public static final double CLOSEST = 4e9;

    private static final double WIDEST_ZERO = 64;
    private static final double STRIP = 14;
    private static final double OCTAVES = 31;
    /** A view that spans less than so many times its smallest number has ticks at equal steps. */
    private static final int FEW = 5;

    /** How far beyond its ends the axis can be pushed, so that a point at the rim has air around it. */
    private static final double BEYOND = 0.12;

    /** All of the axis. */
    public static MapScale whole(double length) {
        return new MapScale(length, 1, 0);
    }

    private double zero() {
        return Math.max(24, Math.min(WIDEST_ZERO, length * 0.105));
    }

    private double strip() {
        return Math.min(STRIP, length * 0.04);
    }

    private double half() {
        return (length - strip() - zero()) / 2;
    }

    /** Where the whole number {@code offset} begins, pixels from the visible start; after the last: its end. */
    public double start(long offset) {
        return (unzoomed(offset) - pan) * zoom;
    }

    /** The middle of a whole number. */
    public double middle(long offset) {
        return (start(offset) + start(offset + 1)) / 2;
    }

    /** The whole number at this pixel, the nearest one beyond the ends. */
    public long offset(double pixel) {
        double at = pan + pixel / zoom;
        double zeroAt = strip() + half();
        long offset;
        if (at < strip()) {
            return Plane.FIRST;
        } else if (at < zeroAt) {
            offset = -(long) Math.ceil(Math.pow(2, (zeroAt - at) * OCTAVES / half()) - 1);
        } else if (at < zeroAt + zero()) {
            offset = 0;
        } else {
            offset = (long) Math.floor(Math.pow(2, (at - zeroAt - zero()) * OCTAVES / half()));
        }
        long inside = Math.max(Plane.FIRST + 1, Math.min(Plane.LAST, offset));
        return settled(inside, pixel);
    }

    /** Rounding may have led to a neighbour. */
    private long settled(long offset, double pixel) {
        long settled = offset;
        while (settled < Plane.LAST && start(settled + 1) <= pixel) {
            settled++;
        }
        while (settled > Plane.FIRST + 1 && start(settled) > pixel) {
            settled--;
        }
        return settled;
    }

    private double unzoomed(long offset) {
        double zeroAt = strip() + half();
        if (offset <= Plane.FIRST) {
            return 0;
        }
        if (offset <= 0) {
            return zeroAt - half() * log2((double) 1 - offset) / OCTAVES;
        }
        return zeroAt + zero() + half() * log2((double) offset) / OCTAVES;
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }

    /** Nearer or farther by a factor, with the point at this pixel where it is. */
    public MapScale zoomedAt(double pixel, double factor) {
        double to = Math.max(1, Math.min(CLOSEST, zoom * factor));
        double at = pan + pixel / zoom;
        return new MapScale(length, to, at - pixel / to).kept();
    }

    /** Pushed by some pixels. */
    public MapScale pushed(double pixels) {
        return new MapScale(length, zoom, pan - pixels / zoom).kept();
    }

    /** The same view of an axis of another length. */
    public MapScale sized(double other) {
        return new MapScale(other, zoom, pan * other / length).kept();
    }

    /** The closest look that holds both zero and this offset, the offset not at the rim. */
    public MapScale fitting(long offset) {
        double low = Math.min(unzoomed(0), unzoomed(offset));
        double high = Math.max(unzoomed(1), unzoomed(offset + 1));
        double air = Math.max(length * BEYOND, (high - low) * 0.35);
        double from = Math.max(-length * BEYOND, low - air);
        double to = Math.min(length * (1 + BEYOND), high + air);
        double fitted = Math.max(1, length / (to - from));
        return new MapScale(length, fitted, from).kept();
    }

    private MapScale kept() {
        double beyond = length * BEYOND;
        double most = length + beyond - length / zoom;
        return new MapScale(length, zoom, Math.max(-beyond, Math.min(most, pan)));
    }

    /** A number on the axis and the pixel at its middle. */
    public record Tick(long offset, double at) {}

    /** Round numbers for this view, at least {@code apart} pixels from each other, in order. */
    public List<Tick> ticks(double apart) {
        long first = offset(0);
        long last = offset(length);
        List<Tick> ticks = new ArrayList<>();
        for (long candidate : candidates(first, last, Math.max(2, (int) (length / apart)))) {
            double at = middle(candidate);
            if (at >= 0 && at <= length && ticks.stream().allMatch(tick -> Math.abs(tick.at - at) >= apart)) {
                ticks.add(new Tick(candidate, at));
            }
        }
        ticks.sort(Comparator.comparingDouble(Tick::at));
        return ticks;
    }

    /** Round numbers, the more telling ones first. */
    private static List<Long> candidates(long first, long last, int many) {
        List<Long> candidates = new ArrayList<>(List.of(0L, Plane.FIRST, Plane.LAST));
        for (int power : new int[] {6, 3, 9, 0, 1, 2, 4, 5, 7, 8}) {
            long round = Math.round(Math.pow(10, power));
            candidates.add(round);
            candidates.add(-round);
        }
        // Close by, where the scale is all but linear, and not where decades lie between.
        boolean even = (first > 0 || last < 0) && last - first < Math.min(Math.abs(first), Math.abs(last)) * FEW;
        if (!even) {
            return candidates;
        }
        long step = niceStep((double) (last - first) / many);
        for (long i = 0, next = Math.floorDiv(first, step) * step; i < 4L * many && next <= last; i++, next += step) {
            if (next >= first) {
                candidates.add(next);
            }
        }
        return candidates;
    }

    /** 1, 2 or 5 times a power of ten, not less than this. */
    private static long niceStep(double least) {
        long power = 1;
        while (power * 10 <= least) {
            power *= 10;
        }
        return least <= power ? power : least <= 2 * power ? 2 * power : least <= 5 * power ? 5 * power : 10 * power;
    }
}
