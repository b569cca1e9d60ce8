package timewaitlab.draw;

import javax.imageio.ImageWriter;
import javax.imageio.event.IIOWriteProgressListener;
import timewaitlab.base.Watch;

/** Tells whoever waits how much of a picture is packed, and stops where that is not wanted any more. */
record Packed(Watch watch) implements IIOWriteProgressListener {
    private static final long WHOLE = 100;

    @Override
    public void imageProgress(ImageWriter source, float percent) {
        watch.reached(Math.round(percent), WHOLE);
        if (watch.getAsBoolean()) {
            source.abort();
        }
    }

    @Override
    public void imageStarted(ImageWriter source, int number) {}

    @Override
    public void imageComplete(ImageWriter source) {}

    @Override
    public void thumbnailStarted(ImageWriter source, int number, int thumbnail) {}

    @Override
    public void thumbnailProgress(ImageWriter source, float percent) {}

    @Override
    public void thumbnailComplete(ImageWriter source) {}

    @Override
    public void writeAborted(ImageWriter source) {}
}
