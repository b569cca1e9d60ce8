package timewaitlab.app;

import timewaitlab.viewmodel.Laboratory;

/** The program's own laboratory, for tests of other rooms. */
public final class Laboratories {
    private Laboratories() {}

    public static Laboratory real() {
        return new LabOfScenarios();
    }
}
