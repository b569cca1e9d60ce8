package timewaitlab.view;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javax.imageio.ImageIO;

/**
 * The pictures of the window as they should be, half as large as they are drawn, one folder for each version of JavaFX
 * since each draws a little differently. With {@code -Dpictures.renew=true} what is seen becomes what should be; look
 * at the pictures before they are committed.
 */
final class PictureBook {
    private static final Path SHOULD = Path.of("src/test/resources/timewaitlab/view/pictures", version());
    private static final Path SEEN = Path.of("target/pictures");
    private static final boolean RENEW = Boolean.getBoolean("pictures.renew");

    /** A channel may be off by so much, of 255: edges of letters differ between machines. */
    private static final int NEAR = 40;
    /** Of each tile so many pixels may differ: a line that moved or a word that is missing is more than that. */
    private static final int TILE = 24;

    private static final int OFF_IN_TILE = 40;

    private PictureBook() {}

    private static String version() {
        return "javafx-"
                + System.getProperty("javafx.runtime.version", "unknown").split("[.+-]", 2)[0];
    }

    /** What is wrong with what is seen; empty where it is as it should be. */
    static String compare(String name, WritableImage drawn) {
        BufferedImage seen = half(drawn);
        Path should = SHOULD.resolve(name + ".png");
        try {
            if (RENEW) {
                write(seen, should);
                return "";
            }
            if (Files.notExists(should)) {
                write(seen, SEEN.resolve(name + ".png"));
                return should + " is not there: look at target/pictures, then run with -Dpictures.renew=true";
            }
            String wrong = difference(ImageIO.read(should.toFile()), seen);
            if (!wrong.isEmpty()) {
                write(seen, SEEN.resolve(name + ".png"));
                return name + ": " + wrong + "; compare target/pictures with " + SHOULD;
            }
            return "";
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Where two pictures differ by more than the drawing of letters; empty where they do not. */
    static String difference(BufferedImage should, BufferedImage seen) {
        if (should.getWidth() != seen.getWidth() || should.getHeight() != seen.getHeight()) {
            return "it is " + seen.getWidth() + "x" + seen.getHeight() + " and should be " + should.getWidth() + "x"
                    + should.getHeight();
        }
        for (int y = 0; y < seen.getHeight(); y += TILE / 2) {
            for (int x = 0; x < seen.getWidth(); x += TILE / 2) {
                int off = off(should, seen, x, y);
                if (off > OFF_IN_TILE) {
                    return off + " pixels are otherwise near " + 2 * x + "," + 2 * y;
                }
            }
        }
        return "";
    }

    private static int off(BufferedImage should, BufferedImage seen, int left, int top) {
        int off = 0;
        for (int y = top; y < Math.min(top + TILE, seen.getHeight()); y++) {
            for (int x = left; x < Math.min(left + TILE, seen.getWidth()); x++) {
                off += isNear(should.getRGB(x, y), seen.getRGB(x, y)) ? 0 : 1;
            }
        }
        return off;
    }

    private static boolean isNear(int one, int other) {
        for (int shift = 0; shift <= 16; shift += 8) {
            if (Math.abs((one >> shift & 0xFF) - (other >> shift & 0xFF)) > NEAR) {
                return false;
            }
        }
        return true;
    }

    /** The mean of each two by two pixels. */
    static BufferedImage half(WritableImage drawn) {
        int width = (int) drawn.getWidth() / 2;
        int height = (int) drawn.getHeight() / 2;
        PixelReader pixels = drawn.getPixelReader();
        BufferedImage half = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int mean = 0;
                for (int shift = 0; shift <= 16; shift += 8) {
                    int sum = 0;
                    for (int i = 0; i < 4; i++) {
                        sum += pixels.getArgb(2 * x + i % 2, 2 * y + i / 2) >> shift & 0xFF;
                    }
                    mean |= (sum + 2) / 4 << shift;
                }
                half.setRGB(x, y, mean);
            }
        }
        return half;
    }

    private static void write(BufferedImage image, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
    }
}
