package timewaitlab.export;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Puts words and the size on paper into a PNG file. W3C PNG 11.3.4.5 (iTXt) and 11.3.5.3 (pHYs). */
final class PngFile {
    private static final int SIGNATURE_BYTES = 8;
    private static final int HEADER_CHUNK_BYTES = 25;
    /** 96 to the inch, as CSS has it. */
    private static final double PIXELS_A_METRE = 96 / 0.0254;

    private PngFile() {}

    /** The same picture with chunks after its header. */
    static byte[] with(byte[] png, int scale, String title, String description) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(png.length + 1024);
        int head = SIGNATURE_BYTES + HEADER_CHUNK_BYTES;
        out.write(png, 0, head);
        int density = (int) Math.round(PIXELS_A_METRE * scale);
        chunk(
                out,
                "pHYs",
                ByteBuffer.allocate(9)
                        .putInt(density)
                        .putInt(density)
                        .put((byte) 1)
                        .array());
        chunk(out, "iTXt", text("Title", title));
        chunk(out, "iTXt", text("Description", description));
        chunk(out, "iTXt", text("Software", Product.NAME));
        out.write(png, head, png.length - head);
        return out.toByteArray();
    }

    /** Keyword, not compressed, no language, no translated keyword, text: each ended by a zero but the last. */
    private static byte[] text(String keyword, String text) {
        return (keyword + "\0\0\0\0\0" + text).getBytes(StandardCharsets.UTF_8);
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte... data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        ByteBuffer chunk = ByteBuffer.allocate(data.length + 12);
        chunk.putInt(data.length).put(name).put(data).putInt((int) crc.getValue());
        out.writeBytes(chunk.array());
    }
}
