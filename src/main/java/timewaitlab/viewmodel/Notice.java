package timewaitlab.viewmodel;

import java.util.List;

/** Something the window has to say beside what it shows; never modal. */
public record Notice(String title, List<String> lines, boolean isProblem) {
    public Notice {
        lines = List.copyOf(lines);
    }
}
