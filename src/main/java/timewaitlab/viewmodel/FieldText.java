package timewaitlab.viewmodel;

import java.util.Locale;
import timewaitlab.nat.ConntrackState;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.Field;
import timewaitlab.trace.Memory;
import timewaitlab.wire.Device;
import timewaitlab.wire.SeqNum;

/** Values of fields as panes print them: absolute, and relative to where the numbers of the connection began. */
final class FieldText {
    private static final double MILLI = 1e6;
    private static final TcpState[] STATES = TcpState.values();
    private static final ConntrackState[] TRACKED = ConntrackState.values();

    private FieldText() {}

    /** The field of this row at this moment. */
    static String of(Memory memory, Field field, long time) {
        long value = memory.get(field);
        return switch (field.form()) {
            case FLAG -> Texts.say(value == 0 ? "why.no" : "why.yes");
            case STATE -> STATES[(int) value].label();
            case CONNTRACK_STATE -> TRACKED[(int) value].name();
            case SEQUENCE -> relative(value, memory, Field.ISS, "iss");
            case PEER_SEQUENCE -> relative(value, memory, Field.IRS, "irs");
            case TICK -> Long.toString(SeqNum.unsigned((int) value));
            case BYTES -> value + " B";
            case COUNT -> Long.toString(value);
            case DEVICE -> Device.name((int) value);
            case SECOND -> value == 0 ? Texts.say("field.never") : Texts.say("field.second", value);
            case MILLIS -> value + " ms";
            case MICROS -> String.format(Locale.ROOT, "%.3f ms", value / 1000.0);
            case MOMENT -> value < 0 ? Texts.say("field.never") : Numbers.clock(value) + " s";
            case DUE -> due(value, time);
        };
    }

    /** {@code 3065306698 = iss + 101}. */
    private static String relative(long value, Memory memory, Field base, String name) {
        int away = (int) (value - memory.get(base));
        if (!memory.has(base) || away == 0) {
            return Long.toString(value);
        }
        return value + " = " + name + (away < 0 ? " − " : " + ") + Math.abs((long) away);
    }

    private static String due(long due, long time) {
        if (due == Long.MAX_VALUE) {
            return Texts.say("field.off");
        }
        double left = Math.max(0, due - time) / MILLI;
        return left < 1000
                ? Texts.say("socket.left", String.format(Locale.ROOT, "%.0f ms", left))
                : Texts.say("socket.left", Numbers.span(left / 1000));
    }

    /** Whether the value says nothing: a timer that is off, a thing that never happened. */
    static boolean isIdle(Memory memory, Field field) {
        long value = memory.get(field);
        return switch (field.form()) {
            case DUE -> value == Long.MAX_VALUE;
            case MOMENT -> value <= 0;
            case COUNT, DEVICE, MICROS -> value == 0;
            case FLAG -> value == 0 && field != Field.TSTAMP_OK && field != Field.SACK_OK;
            default -> field == Field.OUT_OF_ORDER && value == 0;
        };
    }
}
