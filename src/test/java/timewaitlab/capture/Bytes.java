package timewaitlab.capture;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import timewaitlab.base.Reading;
import timewaitlab.wire.AddressBook;

/** Capture files built by hand, number by number, in either byte order. */
final class Bytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteOrder order;

    private Bytes(ByteOrder order) {
        this.order = order;
    }

    static Bytes in(ByteOrder order) {
        return new Bytes(order);
    }

    static Bytes big() {
        return in(ByteOrder.BIG_ENDIAN);
    }

    static Bytes little() {
        return in(ByteOrder.LITTLE_ENDIAN);
    }

    /** A classic file header. */
    Bytes pcap(int magic, int linkType) {
        return i32(magic).i16(2).i16(4).i32(0).i32(0).i32(65_535).i32(linkType);
    }

    /** A classic frame. */
    Bytes frame(int seconds, int fraction, byte[] bytes) {
        return i32(seconds).i32(fraction).i32(bytes.length).i32(bytes.length).raw(bytes);
    }

    /** A section header of pcapng. */
    Bytes section() {
        return block(
                0x0a0d0d0a,
                in(order).i32(0x1a2b3c4d).i16(1).i16(0).i32(-1).i32(-1).bytes());
    }

    /** An interface with these options, which end themselves. */
    Bytes described(int linkType, int snapLength, byte[] options) {
        return block(
                1, in(order).i16(linkType).i16(0).i32(snapLength).raw(options).bytes());
    }

    /** An enhanced packet block. */
    Bytes enhanced(int number, long stamp, byte[] frame) {
        Bytes body = in(order).i32(number).i32((int) (stamp >>> 32)).i32((int) stamp);
        return block(6, body.i32(frame.length).i32(frame.length).raw(frame).bytes());
    }

    /** A block with its body padded to four bytes. */
    Bytes block(int type, byte[] body) {
        int padding = -body.length & 3;
        int length = 12 + body.length + padding;
        return i32(type).i32(length).raw(body).raw(new byte[padding]).i32(length);
    }

    Bytes i8(int value) {
        out.write(value);
        return this;
    }

    Bytes i16(int value) {
        return raw(ByteBuffer.allocate(2).order(order).putShort((short) value).array());
    }

    Bytes i32(int value) {
        return raw(ByteBuffer.allocate(4).order(order).putInt(value).array());
    }

    Bytes i64(long value) {
        return raw(ByteBuffer.allocate(8).order(order).putLong(value).array());
    }

    Bytes hex(String digits) {
        return raw(HexFormat.of().parseHex(digits.replaceAll("\\s+", "")));
    }

    Bytes raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    Reading<Capture> read() {
        return read(bytes());
    }

    static Reading<Capture> read(byte[] file) {
        return CaptureReader.read(new ByteArrayInputStream(file), "x.pcap", new AddressBook());
    }

    /** What the file holds; fails with its problems when it is broken. */
    Capture capture() {
        Reading<Capture> reading = read();
        return reading.value().orElseThrow(() -> new AssertionError(reading.problems()));
    }
}
