package timewaitlab.draw;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Reads a bundled font as sfnt bytes. WOFF 1 is an sfnt whose tables are deflated (W3C WOFF 1.0, sections 3 to 5). */
final class FontFile {
    private static final int WOFF = 0x774F4646;
    private static final int WOFF_HEADER = 44;
    private static final int WOFF_ENTRY = 20;
    private static final int SFNT_HEADER = 12;
    private static final int SFNT_ENTRY = 16;

    private FontFile() {}

    /** The bytes of a TrueType or OpenType font. */
    static byte[] sfnt(Face face) {
        byte[] bytes = read(face.resource());
        return ByteBuffer.wrap(bytes).getInt(0) == WOFF ? unpack(ByteBuffer.wrap(bytes)) : bytes;
    }

    private static byte[] read(String resource) {
        try (InputStream in = FontFile.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] unpack(ByteBuffer woff) {
        int tables = woff.getShort(12);
        int end = SFNT_HEADER + tables * SFNT_ENTRY;
        int size = end;
        for (int i = 0; i < tables; i++) {
            size += padded(woff.getInt(WOFF_HEADER + i * WOFF_ENTRY + 12));
        }
        ByteBuffer sfnt = ByteBuffer.allocate(size);
        int power = Integer.highestOneBit(tables);
        sfnt.putInt(woff.getInt(4)).putShort((short) tables).putShort((short) (power * SFNT_ENTRY));
        sfnt.putShort((short) Integer.numberOfTrailingZeros(power)).putShort((short) ((tables - power) * SFNT_ENTRY));
        for (int i = 0; i < tables; i++) {
            int entry = WOFF_HEADER + i * WOFF_ENTRY;
            byte[] table = inflate(woff, woff.getInt(entry + 4), woff.getInt(entry + 8), woff.getInt(entry + 12));
            sfnt.putInt(woff.getInt(entry))
                    .putInt(woff.getInt(entry + 16))
                    .putInt(end)
                    .putInt(table.length);
            System.arraycopy(table, 0, sfnt.array(), end, table.length);
            end += padded(table.length);
        }
        return sfnt.array();
    }

    private static int padded(int length) {
        return length + 3 & ~3;
    }

    private static byte[] inflate(ByteBuffer woff, int offset, int packed, int length) {
        byte[] table = new byte[length];
        if (packed == length) {
            System.arraycopy(woff.array(), offset, table, 0, length);
            return table;
        }
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(woff.array(), offset, packed);
            int done = inflater.inflate(table);
            if (done != length) {
                throw new IllegalStateException("font table of " + length + " bytes ends after " + done);
            }
        } catch (DataFormatException e) {
            throw new IllegalStateException("a bundled font is damaged", e);
        } finally {
            inflater.end();
        }
        return table;
    }
}
