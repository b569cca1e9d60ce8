package timewaitlab.viewmodel;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import timewaitlab.app.Laboratories;
import timewaitlab.base.SimTime;

/** A process of its own that opens a capture, does something to it, and is killed. */
final class KilledWindow {
    private static final LinkedBlockingQueue<Runnable> DELIVERED = new LinkedBlockingQueue<>();

    private KilledWindow() {}

    /** Home, and the capture. Says on standard output when everything was done; what is written then is left to chance. */
    public static void main(String[] args) throws InterruptedException {
        Desk desk = Desk.at(new Home(Optional.of(Path.of(args[0]))));
        MainViewModel model = new MainViewModel(Laboratories.real(), DELIVERED::add, desk);
        model.open(Path.of(args[1]));
        until(() -> model.getExperiment().isPresent());
        Autosave.keep(model, Path.of(args[0]).resolve(Autosave.FILE));
        String host = model.session().recording().orElseThrow().host();
        model.edit(model.getExperiment().orElseThrow().choice().withSysctl(host, "tcp_rfc1337", 1));
        until(() -> model.session().interventions().size() == 1);
        model.session().fork("older", SimTime.MILLISECOND, choice -> choice.withKernel(host, "linux-3.10"));
        until(() -> model.session().getTree().futures().size() == 2);
        model.edit(model.getExperiment().orElseThrow().choice().withSysctl(host, "tcp_tw_recycle", 1));
        until(() -> model.session().interventions().size() == 3);
        model.session().undo();
        until(() -> model.session().interventions().size() == 2);
        model.filter().show("tcp.flags.syn == 1");
        until(() -> !model.filter().applied().isEmpty());
        for (String test : List.of("verdict == drop", "state == ESTABLISHED", "tcp.flags.fin == 1")) {
            model.breakpoints().add(test);
        }
        until(() -> model.breakpoints().pointsProperty().get().size() == 3);
        model.desk().remembered().put("layout.tab", "peers");
        model.seek(SimTime.MILLISECOND);
        Bookmarks.toggleHere(model);
        model.goTo(1);
        model.breakpoints().toggleHere();
        until(() -> model.breakpoints().pointsProperty().get().size() == 4);
        System.out.println("done");
        while (true) {
            DELIVERED.take().run();
        }
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            DELIVERED.take().run();
        }
    }
}
