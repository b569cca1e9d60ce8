package timewaitlab.viewmodel;

import java.util.Locale;

/** Where a lesson is. */
public enum LessonStep {
    WATCH,
    PREDICT,
    REVEAL,
    TASK,
    TRANSFER,
    DONE;

    /** Its name over the lesson. */
    public String text() {
        return Texts.say("lesson.step." + name().toLowerCase(Locale.ROOT));
    }
}
