package timewaitlab.view;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import timewaitlab.draw.AwtPen;
import timewaitlab.draw.LadderLayout;
import timewaitlab.draw.Mark;
import timewaitlab.draw.Palette;
import timewaitlab.draw.StateLayout;
import timewaitlab.draw.SvgPen;
import timewaitlab.viewmodel.LadderViewModel;
import timewaitlab.viewmodel.MainViewModel;
import timewaitlab.viewmodel.Notice;
import timewaitlab.viewmodel.StatesPane;
import timewaitlab.viewmodel.Texts;

/** Saves what is shown as a picture, from the same marks the screen draws and in the theme that is on. */
final class Pictures {
    private static final double WIDTH = 1100;
    private static final double PNG_SCALE = 2;

    private Pictures() {}

    /** A diagram and its measures. */
    record Picture(String title, double width, double height, List<Mark> marks) {}

    /** Saves {@code ladder.svg}, {@code ladder.png}, {@code states.svg} or {@code states.png} there. */
    static void save(MainViewModel model, String name, Path file) {
        Picture picture = name.startsWith("ladder") ? ladder(model) : states(model);
        Palette palette = ChipView.palette(model.themeProperty().get());
        try {
            Files.write(file, name.endsWith(".svg") ? svg(picture, palette) : png(picture, palette));
            model.say(new Notice(Texts.say("notice.exported", file.getFileName()), List.of(), false));
        } catch (IOException failed) {
            model.say(new Notice(
                    Texts.say("notice.exportFailed", file.getFileName()),
                    List.of(String.valueOf(failed.getMessage())),
                    true));
        }
    }

    private static Picture ladder(MainViewModel model) {
        LadderLayout layout = new LadderViewModel(model).picture(WIDTH);
        return new Picture(title(model), layout.width(), layout.height(), layout.marks());
    }

    /** The host the explained verdict was reached at. */
    private static Picture states(MainViewModel model) {
        StateLayout layout = StatesPane.explained(model).picture(model.index());
        return new Picture(title(model), layout.width(), layout.height(), layout.marks());
    }

    static String title(MainViewModel model) {
        return model.getExperiment().map(shown -> shown.title()).orElse("");
    }

    private static byte[] svg(Picture picture, Palette palette) {
        SvgPen pen = new SvgPen(palette, picture.width(), picture.height());
        pen.draw(picture.marks());
        return pen.document(picture.title(), picture.title()).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] png(Picture picture, Palette palette) {
        AwtPen pen = new AwtPen(palette, picture.width(), picture.height(), PNG_SCALE);
        pen.draw(picture.marks());
        return pen.png();
    }
}
