package timewaitlab.view;

import java.lang.reflect.Proxy;
import timewaitlab.base.Watch;
import timewaitlab.viewmodel.Gate;
import timewaitlab.viewmodel.Laboratory;
import timewaitlab.viewmodel.ScenarioChoice;

/** A laboratory in which one scenario's run stands still half done, or it might end before a robot has cancelled it. */
final class HeldLaboratory {
    private HeldLaboratory() {}

    /** The run of this scenario goes on when the gate is opened; everything else is as in the real one. */
    static Laboratory of(Laboratory real, String scenario, Gate gate) {
        ScenarioChoice held = ScenarioChoice.of(scenario);
        return (Laboratory) Proxy.newProxyInstance(
                Laboratory.class.getClassLoader(), new Class<?>[] {Laboratory.class}, (self, asked, given) -> {
                    if (asked.getName().equals("run") && given[0].equals(held) && given[1] instanceof Watch watch) {
                        return real.run(held, new Held(watch, gate));
                    }
                    return asked.invoke(real, given);
                });
    }

    private record Held(Watch whole, Gate gate) implements Watch {
        @Override
        public boolean getAsBoolean() {
            return whole.getAsBoolean();
        }

        @Override
        public void reached(long done, long all) {
            whole.reached(done, all);
            if (2 * done > all) {
                gate.pass();
            }
        }
    }
}
