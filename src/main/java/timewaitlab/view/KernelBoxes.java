package timewaitlab.view;

import javafx.scene.control.ComboBox;
import timewaitlab.viewmodel.CompareModel.Pair;
import timewaitlab.viewmodel.KernelGroup;
import timewaitlab.viewmodel.MainViewModel;

/** The two kernels of the top bar: of the server and of the clients, or of the server in two futures. */
final class KernelBoxes {
    private final MainViewModel model;
    private final ComboBox<KernelItem> first;
    private final ComboBox<KernelItem> second;
    private boolean filling;

    KernelBoxes(MainViewModel model, ComboBox<KernelItem> first, ComboBox<KernelItem> second) {
        this.model = model;
        this.first = first;
        this.second = second;
        first.setItems(KernelItem.all(model.laboratory().kernels()));
        second.setItems(KernelItem.all(model.laboratory().kernels()));
        Choosing.in(first, now -> chosen(now, true));
        Choosing.in(second, now -> chosen(now, false));
        model.showing().watch(model.compare().pairProperty(), (pair, before, now) -> show());
    }

    /** Shows what is run. */
    void show() {
        filling = true;
        Pair pair = model.compare().pairProperty().get();
        boolean compares = model.compare().activeProperty().get();
        model.getExperiment().ifPresent(experiment -> {
            boolean two = compares && pair != null;
            show(first, KernelGroup.of(two && pair != null ? pair.left().run() : experiment, true));
            show(second, KernelGroup.of(two && pair != null ? pair.right().run() : experiment, two));
        });
        filling = false;
    }

    private static void show(ComboBox<KernelItem> box, KernelGroup group) {
        box.setDisable(!group.changeable());
        KernelItem.name(box, group.names());
        box.setValue(new KernelItem(group.kernel()));
    }

    private void chosen(KernelItem item, boolean servers) {
        if (filling) {
            return;
        }
        if (model.compare().activeProperty().get()) {
            model.compare().kernels(first.getValue().label(), second.getValue().label());
        } else {
            model.getExperiment()
                    .map(experiment -> KernelGroup.of(experiment, servers))
                    .ifPresent(group -> model.session().edit(choice -> group.set(choice, item.label())));
        }
    }
}
