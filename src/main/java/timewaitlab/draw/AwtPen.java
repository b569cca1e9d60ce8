package timewaitlab.draw;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import timewaitlab.base.Watch;
import timewaitlab.draw.Mark.Anchor;
import timewaitlab.draw.Outline.Box;
import timewaitlab.draw.Outline.Disc;
import timewaitlab.draw.Outline.Path;

/** Draws into a picture in memory, without a display, at any scale: text and lines are drawn large, not enlarged. */
public final class AwtPen implements Pen {
    private static final Map<String, Font> FONTS = new ConcurrentHashMap<>();
    private static final Font FALLBACK = new Font(Font.SANS_SERIF, Font.PLAIN, 1);

    private final Palette palette;
    private final BufferedImage image;
    private final Graphics2D graphics;

    /** A sheet of paper of this size, {@code scale} pixels a unit. */
    public AwtPen(Palette palette, double width, double height, double scale) {
        this.palette = palette;
        image = new BufferedImage(
                (int) Math.ceil(width * scale), (int) Math.ceil(height * scale), BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
        graphics.setColor(new Color(palette.rgb(Ink.PAPER)));
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.scale(scale, scale);
    }

    /** What was drawn, as a PNG file. */
    public byte[] png() {
        return png(Watch.NONE);
    }

    /** The same while somebody waits, who may give it up. */
    public byte[] png(Watch watch) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        writer.addIIOWriteProgressListener(new Packed(watch));
        // Not the stream as it is: ImageIO would keep a copy in a temporary file.
        try (MemoryCacheImageOutputStream memory = new MemoryCacheImageOutputStream(png)) {
            writer.setOutput(memory);
            writer.write(image);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        watch.orGiveUp();
        return png.toByteArray();
    }

    /** What was drawn, as packed {@code 0xRRGGBB} rows. */
    public int[] pixels() {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    /** Where this unit square begins; used by whoever draws several diagrams on one sheet. */
    public void moveTo(double x, double y) {
        graphics.translate(x, y);
    }

    @Override
    public void open(Mark.Group group) {}

    @Override
    public void close(Mark.Group group) {}

    @Override
    public void shape(Mark.Shape mark) {
        Shape shape = shapeOf(mark.outline());
        Fill fill = mark.fill();
        if (fill != null) {
            ink(fill.ink(), fill.opacity());
            if (fill.hatch() == null) {
                graphics.fill(shape);
            } else {
                hatch(shape, fill.hatch());
            }
        }
        Stroke stroke = mark.stroke();
        if (stroke != null) {
            ink(stroke.ink(), stroke.opacity());
            graphics.setStroke(strokeOf(stroke));
            graphics.draw(shape);
        }
        graphics.setComposite(AlphaComposite.SrcOver);
    }

    @Override
    public void text(Mark.Text text) {
        Face face = text.lettering().face();
        Font font = FONTS.computeIfAbsent(face.resource(), file -> load(face));
        if (font.canDisplayUpTo(text.text()) >= 0) {
            font = FALLBACK;
        }
        double width = text.lettering().width(text.text());
        double x = text.x() - (text.anchor() == Anchor.END ? width : text.anchor() == Anchor.MIDDLE ? width / 2 : 0);
        graphics.setColor(new Color(palette.rgb(text.lettering().ink())));
        graphics.setFont(font.deriveFont((float) text.lettering().size()));
        graphics.drawString(text.text(), (float) x, (float) text.y());
    }

    private void ink(Ink ink, double opacity) {
        graphics.setColor(new Color(palette.rgb(ink)));
        graphics.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, (float) opacity));
    }

    /** Lines counted from the origin, so that neighbouring areas of one hatch join. */
    private void hatch(Shape shape, Hatch hatch) {
        Shape clip = graphics.getClip();
        AffineTransform before = graphics.getTransform();
        graphics.clip(shape);
        graphics.rotate(-Math.toRadians(hatch.angle()));
        AffineTransform back = AffineTransform.getRotateInstance(Math.toRadians(hatch.angle()));
        Rectangle2D area = back.createTransformedShape(shape).getBounds2D();
        double pitch = hatch.pitch();
        graphics.setStroke(new BasicStroke((float) hatch.width()));
        for (double y = Math.floor(area.getMinY() / pitch) * pitch + pitch / 2;
                y < area.getMaxY() + pitch;
                y += pitch) {
            if (hatch.isDots()) {
                dots(area, y, hatch);
            } else {
                graphics.draw(new Line2D.Double(area.getMinX(), y, area.getMaxX(), y));
            }
        }
        graphics.setTransform(before);
        graphics.setClip(clip);
    }

    private void dots(Rectangle2D area, double y, Hatch hatch) {
        double pitch = hatch.pitch();
        double size = hatch.width();
        for (double x = Math.floor(area.getMinX() / pitch) * pitch + pitch / 2; x < area.getMaxX(); x += pitch) {
            graphics.fill(new Ellipse2D.Double(x - size / 2, y - size / 2, size, size));
        }
    }

    private BasicStroke strokeOf(Stroke stroke) {
        Stroke.Dash dash = stroke.dash();
        int cap = dash.isRound() ? BasicStroke.CAP_ROUND : BasicStroke.CAP_BUTT;
        float width = (float) palette.stroke(stroke.width());
        return dash.isSolid()
                ? new BasicStroke(width, cap, BasicStroke.JOIN_ROUND)
                : new BasicStroke(
                        width, cap, BasicStroke.JOIN_ROUND, 10, new float[] {(float) dash.on(), (float) dash.off()}, 0);
    }

    private static Shape shapeOf(Outline outline) {
        if (outline instanceof Disc disc) {
            double r = disc.radius();
            return new Ellipse2D.Double(disc.x() - r, disc.y() - r, 2 * r, 2 * r);
        }
        if (outline instanceof Box box) {
            double arc = 2 * box.radius();
            return new RoundRectangle2D.Double(box.x(), box.y(), box.width(), box.height(), arc, arc);
        }
        Path2D.Double shape = new Path2D.Double();
        ((Path) outline).walk(new Follow(shape));
        return shape;
    }

    private static Font load(Face face) {
        try {
            return Font.createFont(Font.TRUETYPE_FONT, new ByteArrayInputStream(FontFile.sfnt(face)));
        } catch (FontFormatException | IOException e) {
            throw new IllegalStateException(face + " does not load", e);
        }
    }

    /** Copies a path into an AWT shape. */
    private record Follow(Path2D.Double shape) implements Path.Walker {
        @Override
        public void moveTo(double x, double y) {
            shape.moveTo(x, y);
        }

        @Override
        public void lineTo(double x, double y) {
            shape.lineTo(x, y);
        }

        @Override
        public void curveTo(Outline.Curve c) {
            shape.curveTo(c.x1(), c.y1(), c.x2(), c.y2(), c.x(), c.y());
        }

        @Override
        public void close() {
            shape.closePath();
        }
    }
}
