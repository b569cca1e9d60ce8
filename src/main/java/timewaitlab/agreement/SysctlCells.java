package timewaitlab.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import timewaitlab.base.Sysctl;
import timewaitlab.kernel.KernelProfile;

/** Which settings a kernel has, and which values it takes. Those the engine has no use for are passed over. */
final class SysctlCells implements CellJudge {
    /** One value for the whole machine, so that a network namespace, in which was recorded, has no such file. */
    private static final Sysctl NOT_IN_NAMESPACES = Sysctl.TCP_MAX_ORPHANS;

    @Override
    public boolean judges(Recording recording) {
        return recording.expect().path("cells").path(0).has("sysctl");
    }

    @Override
    public List<Row> rows(Recording recording, KernelProfile profile) {
        List<Row> rows = new ArrayList<>();
        for (JsonNode cell : recording.expect().get("cells")) {
            Optional<Sysctl> sysctl = Sysctl.named(cell.get("sysctl").asText());
            if (sysctl.isPresent() && sysctl.get() != NOT_IN_NAMESPACES) {
                String what =
                        cell.get("sysctl").asText() + " = " + cell.get("write").asText();
                String recorded = !cell.get("exists").asBoolean()
                        ? "no such file"
                        : cell.get("error").isNull() ? "written" : "refused";
                rows.add(Row.same(what, recorded, answer(profile, sysctl.get(), cell)));
            }
        }
        return rows;
    }

    private static String answer(KernelProfile profile, Sysctl sysctl, JsonNode cell) {
        if (!profile.has(sysctl)) {
            return "no such file";
        }
        long value = cell.get("write").asLong();
        return value >= sysctl.least() && value <= sysctl.most() ? "written" : "refused";
    }
}
