package timewaitlab.viewmodel;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import timewaitlab.app.Laboratories;
import timewaitlab.base.SimTime;

/** A process of its own that opens a capture, does something to it, and is killed. */
final class KilledWindow {
    private KilledWindow() {}

    /** Home, and the capture. Says on standard output when everything was done; what is written then is left to chance. */
    public static void main(String[] args) {
        Delivery delivery = new Delivery();
        Desk desk = Desk.at(new Home(Optional.of(Path.of(args[0]))));
        MainViewModel model = delivery.window(Laboratories.real(), desk);
        model.open(Path.of(args[1]));
        delivery.until(() -> model.getExperiment().isPresent());
        Autosave.keep(model, Path.of(args[0]).resolve(Autosave.FILE));
        String host = model.session().recording().orElseThrow().host();
        model.edit(model.getExperiment().orElseThrow().choice().withSysctl(host, "tcp_rfc1337", 1));
        delivery.until(() -> model.session().interventions().size() == 1);
        model.session().fork("older", SimTime.MILLISECOND, choice -> choice.withKernel(host, "linux-3.10"));
        delivery.until(() -> model.session().getTree().futures().size() == 2);
        model.edit(model.getExperiment().orElseThrow().choice().withSysctl(host, "tcp_tw_recycle", 1));
        delivery.until(() -> model.session().interventions().size() == 3);
        model.session().undo();
        delivery.until(() -> model.session().interventions().size() == 2);
        model.filter().show("tcp.flags.syn == 1");
        delivery.until(() -> !model.filter().applied().isEmpty());
        for (String test : List.of("verdict == drop", "state == ESTABLISHED", "tcp.flags.fin == 1")) {
            model.breakpoints().add(test);
        }
        delivery.until(() -> model.breakpoints().pointsProperty().get().size() == 3);
        model.desk().remembered().put("layout.tab", "peers");
        model.seek(SimTime.MILLISECOND);
        Bookmarks.toggleHere(model);
        model.goTo(1);
        model.breakpoints().toggleHere();
        delivery.until(() -> model.breakpoints().pointsProperty().get().size() == 4);
        System.out.println("done");
        while (true) {
            delivery.next();
        }
    }
}
