package timewaitlab.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import javafx.animation.Interpolator;
import org.junit.jupiter.api.Test;

class EasingTest {
    /** The toolkit knows the same curve; a view-model may not ask it. */
    @Test
    void isTheCurveOfTheToolkit() {
        Interpolator spline = Interpolator.SPLINE(0.2, 0, 0, 1);
        for (int i = 0; i <= 100; i++) {
            double part = i / 100.0;
            assertThat(Easing.arriving(part))
                    .as("at %s", part)
                    .isCloseTo(spline.interpolate(0.0, 1.0, part), within(0.005));
        }
        assertThat(Easing.arriving(0.2)).isCloseTo(0.5, within(1e-5));
    }
}
