package timewaitlab.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Sysctls by both their names, within their ranges; seconds as people write them; chance as a function. */
class SettingsOfHostsTest {
    @ParameterizedTest
    @EnumSource
    void bothNamesMeanIt(Sysctl sysctl) {
        assertThat(Sysctl.named(sysctl.dotted())).contains(sysctl);
        assertThat(Sysctl.named(sysctl.shortName())).contains(sysctl);
        // tcp_usec_ts is no sysctl but a feature of routes, and says so
        String tree = sysctl == Sysctl.TCP_USEC_TS ? "route." : "net.";
        assertThat(sysctl.dotted()).endsWith("." + sysctl.shortName()).startsWith(tree);
    }

    @ParameterizedTest
    @EnumSource
    void rangesHoldAtBothEnds(Sysctl sysctl) {
        SysctlSet set = SysctlSet.defaults();
        assertThat(set.get(sysctl)).isEqualTo(sysctl.initial()).isBetween(sysctl.least(), sysctl.most());
        assertThat(set.with(sysctl, sysctl.least()).get(sysctl)).isEqualTo(sysctl.least());
        assertThat(set.with(sysctl, sysctl.most()).get(sysctl)).isEqualTo(sysctl.most());
        assertThatThrownBy(() -> set.with(sysctl, sysctl.least() - 1)).hasMessageContaining(sysctl.dotted());
        assertThatThrownBy(() -> set.with(sysctl, sysctl.most() + 1)).hasMessageContaining("out of range");
        assertThat(set.get(sysctl)).as("the set itself").isEqualTo(sysctl.initial());
    }

    @Test
    void whatIsNoSysctl() {
        assertThat(Sysctl.named("tcp_tw_recycl")).isEmpty();
        assertThat(Sysctl.named("")).isEmpty();
    }

    @ParameterizedTest(name = "{0} s = {1} ns, printed {2}")
    @CsvSource({
        "0, 0, 0.000",
        "5.022, 5022000000, 5.022",
        "0.0000000004, 0, 0.000",
        "0.0000000005, 1, 0.000000001",
        "60, 60000000000, 60.000",
        "1e3, 1000000000000, 1000.000"
    })
    void secondsToTheNanosecond(BigDecimal seconds, long nanos, String text) {
        assertThat(SimTime.ofSeconds(seconds)).isEqualTo(nanos);
        assertThat(SimTime.text(nanos)).isEqualTo(text);
    }

    @Test
    void timeHasEnds() {
        assertThatThrownBy(() -> SimTime.ofSeconds(new BigDecimal("-0.1"))).hasMessageContaining("out of range");
        assertThatThrownBy(() -> SimTime.ofSeconds(new BigDecimal("1e12"))).hasMessageContaining("out of range");
    }

    @Test
    void chanceIsAFunctionOfWhatIsAsked() {
        Dice dice = new Dice(5);
        long first = dice.roll(1, 2);
        dice.roll(3, 4);
        assertThat(dice.roll(1, 2)).isEqualTo(first).isEqualTo(new Dice(5).roll(1, 2));
        Set<Long> rolls = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            rolls.add(dice.roll(1, i));
            rolls.add(new Dice(i + 6).roll(1, 2));
            assertThat(dice.below(7, 2, i)).isBetween(0, 6);
        }
        assertThat(rolls).hasSize(2000);
    }
}
