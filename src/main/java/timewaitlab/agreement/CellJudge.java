package timewaitlab.agreement;

import java.util.List;
import timewaitlab.kernel.KernelProfile;

/** A way to hold the engine to what a recording says cell by cell: a state, what met it, and what came of it. */
interface CellJudge {
    /** Every way there is. */
    List<CellJudge> ALL = List.of(new GridCells(), new ListenCells(), new OldProbes(), new SysctlCells());

    /** Whether this is how the cells of this recording are judged. */
    boolean judges(Recording recording);

    /** A row a cell, as this kernel would have it. */
    List<Row> rows(Recording recording, KernelProfile profile);
}
