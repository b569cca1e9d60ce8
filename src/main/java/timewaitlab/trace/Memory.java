package timewaitlab.trace;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a party remembered of one thing after an event: a row of numbers under the names of its kind. Immutable. */
public final class Memory implements Remembered {
    /** Things a party remembers. */
    public enum Kind {
        /** A live socket: {@code struct tcp_sock}, or a request. */
        SOCKET(Field.STATE, Field.FIN_WAIT_2_DUE, List.of()),
        /** {@code struct tcp_timewait_sock}. */
        ENTRY(
                Field.STATE,
                Field.STATE,
                List.of(
                        Field.BOUND_DEVICE,
                        Field.RCV_NXT,
                        Field.SND_NXT,
                        Field.RCV_WND,
                        Field.TSTAMP_OK,
                        Field.TS_RECENT,
                        Field.TS_RECENT_STAMP,
                        Field.TS_OFFSET,
                        Field.LAST_OOW_ACK,
                        Field.ENTRY_STAMP,
                        Field.TIME_WAIT_DUE)),
        /** A listening socket. */
        LISTENER(Field.ACCEPT_QUEUE, Field.REQUESTS, List.of(Field.BOUND_DEVICE)),
        /** The timestamp memory of an address: inet_peer, tcp_metrics. */
        PEER(Field.PEER_TS, Field.PEER_DUE, List.of()),
        /** {@code struct nf_conn}. */
        MAPPING(Field.CONNTRACK, Field.REPLIER_MAX_WIN, List.of()),
        /** It is not remembered any more. */
        GONE(Field.STATE, Field.STATE, List.of());

        private final List<Field> fields;
        private final Map<Field, Integer> places = new EnumMap<>(Field.class);

        Kind(Field first, Field last, List<Field> others) {
            List<Field> all = new java.util.ArrayList<>(
                    Arrays.asList(Field.values()).subList(first.ordinal(), last.ordinal() + 1));
            all.addAll(others);
            fields = List.copyOf(all);
            fields.forEach(field -> places.put(field, places.size()));
        }

        /** Its names, in the order in which they are shown. */
        public List<Field> fields() {
            return fields;
        }
    }

    private static final Memory GONE = new Memory(Kind.GONE, new long[1]);

    private final Kind kind;
    private final long[] values;

    private Memory(Kind kind, long[] values) {
        this.kind = kind;
        this.values = values;
    }

    /** Nothing. */
    public static Memory gone() {
        return GONE;
    }

    @Override
    public Memory memory() {
        return this;
    }

    /** Starts a row whose values are all 0. */
    public static Builder of(Kind kind) {
        return new Builder(kind);
    }

    public Kind kind() {
        return kind;
    }

    /** Whether it is not remembered any more. */
    public boolean isGone() {
        return kind == Kind.GONE;
    }

    /** Whether things of this kind have this field. */
    public boolean has(Field field) {
        return kind.places.containsKey(field);
    }

    /** Its value; 0 for a field that things of this kind do not have. */
    public long get(Field field) {
        Integer place = kind.places.get(field);
        return place == null ? 0 : values[place];
    }

    public boolean isSet(Field field) {
        return get(field) != 0;
    }

    /** Whether every value is the same. */
    public boolean isLike(Memory other) {
        return kind == other.kind && Arrays.equals(values, other.values);
    }

    /** Puts a row together. */
    public static final class Builder {
        private final Kind kind;
        private final long[] values;

        private Builder(Kind kind) {
            this.kind = kind;
            values = new long[kind.fields.size()];
        }

        /** Sets a field that this kind has. */
        public Builder put(Field field, long value) {
            Integer place = kind.places.get(field);
            if (place == null) {
                throw new IllegalArgumentException(kind + " has no " + field);
            }
            boolean wraps = field.form() == Field.Form.SEQUENCE
                    || field.form() == Field.Form.PEER_SEQUENCE
                    || field.form() == Field.Form.TICK;
            values[place] = wraps ? value & 0xffff_ffffL : value;
            return this;
        }

        /** Sets a flag that this kind has. */
        public Builder put(Field field, boolean value) {
            return put(field, value ? 1 : 0);
        }

        public Memory build() {
            return new Memory(kind, values.clone());
        }
    }
}
