package timewaitlab.decide;

/**
 * How two values of a check relate. Serial comparisons look at {@code s32(left - right)}, so the wrap is handled here
 * and nowhere else; plain ones look at 64-bit numbers. The margin is added to the right side's reach.
 */
public enum Comparison {
    /** {@code s32(left - right) < 0}. */
    BEFORE(true) {
        @Override
        public boolean holds(long left, long right, long margin) {
            return (int) (left - right) < 0;
        }

        @Override
        long firstHeld(long margin) {
            return Integer.MIN_VALUE;
        }

        @Override
        long heldCount(long margin) {
            return HALF;
        }
    },
    /** {@code s32(right - left) < 0}; at a distance of exactly 2^31 as true as {@link #BEFORE}. */
    AFTER(true) {
        @Override
        public boolean holds(long left, long right, long margin) {
            return (int) (right - left) < 0;
        }

        @Override
        long firstHeld(long margin) {
            return 1;
        }

        @Override
        long heldCount(long margin) {
            return HALF;
        }
    },
    /** {@code s32(left - right) > margin}. */
    AHEAD_BY_MORE_THAN(true) {
        @Override
        public boolean holds(long left, long right, long margin) {
            return (int) (left - right) > margin;
        }

        @Override
        long firstHeld(long margin) {
            return margin + 1;
        }

        @Override
        long heldCount(long margin) {
            return HALF - 1 - margin;
        }
    },
    /** {@code left == right}, as 32-bit numbers. */
    SAME_AS(true) {
        @Override
        public boolean holds(long left, long right, long margin) {
            return (int) left == (int) right;
        }

        @Override
        long firstHeld(long margin) {
            return 0;
        }

        @Override
        long heldCount(long margin) {
            return 1;
        }
    },
    /** {@code left == right}. */
    EQUALS(false) {
        @Override
        public boolean holds(long left, long right, long margin) {
            return left == right;
        }

        @Override
        long score(long left, long right, long margin) {
            return left - right;
        }

        @Override
        long plainFlip(boolean held, long margin) {
            return held ? 1 : 0;
        }
    },
    /** {@code left != 0}; the right side is ignored. */
    IS_SET(false) {
        @Override
        public boolean holds(long left, long right, long margin) {
            return left != 0;
        }

        @Override
        long score(long left, long right, long margin) {
            return left;
        }

        @Override
        public long flipsAt(Side side, long left, long right, long margin) {
            return side == Side.RIGHT ? right : left != 0 ? 0 : 1;
        }

        @Override
        long plainFlip(boolean held, long margin) {
            return 0;
        }
    },
    /** {@code left < right + margin}. */
    LESS_THAN(false) {
        @Override
        public boolean holds(long left, long right, long margin) {
            return left < right + margin;
        }

        @Override
        long plainFlip(boolean held, long margin) {
            return held ? margin : margin - 1;
        }
    },
    /** {@code left > right + margin}. */
    MORE_THAN(false) {
        @Override
        public boolean holds(long left, long right, long margin) {
            return left > right + margin;
        }

        @Override
        long plainThreshold() {
            return 1;
        }

        @Override
        long plainFlip(boolean held, long margin) {
            return held ? margin : margin + 1;
        }
    },
    /** {@code left >= right + margin}. */
    AT_LEAST(false) {
        @Override
        public boolean holds(long left, long right, long margin) {
            return left >= right + margin;
        }

        @Override
        long plainFlip(boolean held, long margin) {
            return held ? margin - 1 : margin;
        }
    };

    private static final long HALF = 1L << 31;
    private static final long RING = 1L << 32;

    private final boolean serial;

    Comparison(boolean serial) {
        this.serial = serial;
    }

    /** Whether the values are 32-bit serial numbers. */
    public boolean isSerial() {
        return serial;
    }

    /** Whether the claim holds for these values. */
    public abstract boolean holds(long left, long right, long margin);

    /** The differences {@code left - right} for which a serial comparison holds; no plain one has an arc. */
    public Arc heldArc(long margin) {
        long first = firstHeld(margin);
        return new Arc(first, first + heldCount(margin) - 1);
    }

    /** {@code left - right}: signed 32-bit for serial comparisons, else as it is. */
    public long difference(long left, long right) {
        return serial ? (int) (left - right) : left - right;
    }

    /** The value of one side, nearest to its present one, for which {@link #holds} would answer the opposite. */
    public long flipsAt(Side side, long left, long right, long margin) {
        boolean held = holds(left, right, margin);
        if (!serial) {
            long flip = plainFlip(held, margin);
            return side == Side.LEFT ? right + flip : left - flip;
        }
        long offset = nearestFlip(left - right & RING - 1, held, margin);
        return (side == Side.LEFT ? right + offset : left - offset) & RING - 1;
    }

    /** What is compared with 0: for plain comparisons the values turn where this crosses it. */
    long score(long left, long right, long margin) {
        return serial ? left - right & RING - 1 : left - right - margin;
    }

    /**
     * Steps until the answer turns when the score grows by {@code slope} at each; {@link Long#MAX_VALUE} for never.
     *
     * @param score as {@link #score} gives it now
     * @param margin which stays as it is
     */
    long stepsToTurn(long score, long slope, long margin) {
        if (slope == 0) {
            return Long.MAX_VALUE;
        }
        return serial ? serialSteps(score, (int) slope, margin) : plainSteps(score, slope);
    }

    private long serialSteps(long difference, int slope, long margin) {
        long first = firstHeld(margin);
        long intoHeld = difference - first & RING - 1;
        boolean held = intoHeld < heldCount(margin);
        long up = held ? heldCount(margin) - intoHeld : RING - intoHeld;
        long down = held ? intoHeld + 1 : intoHeld - heldCount(margin) + 1;
        long steps = slope > 0 ? up : down;
        long pace = Math.abs((long) slope);
        return (steps + pace - 1) / pace;
    }

    /** The score at which a claim of order begins to hold or ceases to: it turns between this and one less. */
    long plainThreshold() {
        return 0;
    }

    private long plainSteps(long score, long slope) {
        if (turnsAtOnePoint()) {
            return score == 0 ? 1 : -score % slope == 0 && -score / slope > 0 ? -score / slope : Long.MAX_VALUE;
        }
        long above = score - plainThreshold();
        if (above >= 0) {
            return slope < 0 ? above / -slope + 1 : Long.MAX_VALUE;
        }
        return slope > 0 ? (-above + slope - 1) / slope : Long.MAX_VALUE;
    }

    /** Whether the answer is another at one single score, 0, only. */
    private boolean turnsAtOnePoint() {
        return this == EQUALS || this == IS_SET;
    }

    /** The held differences form one arc of the 2^32 ring; the nearest flip lies just beyond one of its ends. */
    private long nearestFlip(long difference, boolean held, long margin) {
        long first = firstHeld(margin);
        long last = first + heldCount(margin) - 1;
        long below = held ? first - 1 : last;
        long above = held ? last + 1 : first;
        long down = difference - below & RING - 1;
        long up = above - difference & RING - 1;
        return down <= up ? below : above;
    }

    /** Start of the arc of differences that hold; serial comparisons only. */
    long firstHeld(long margin) {
        throw new IllegalStateException(this + " is not serial");
    }

    /** Length of that arc. */
    long heldCount(long margin) {
        throw new IllegalStateException(this + " is not serial");
    }

    /** The difference {@code left - right} at which a plain comparison changes its answer. */
    long plainFlip(boolean held, long margin) {
        throw new IllegalStateException(this + " is serial");
    }
}
