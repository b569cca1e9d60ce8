package timewaitlab.draw;

import java.util.Set;
import timewaitlab.base.SimTime;

/**
 * How a ladder is to be drawn.
 *
 * @param width of the whole diagram
 * @param detail how much labels say where there is room
 * @param selectedLeg id of the leg whose way is selected, 0 for none
 * @param hoveredLeg id of the leg under the pointer, 0 for none
 * @param causes ids of legs that are causes of the selected one
 * @param effects ids of legs that are its effects
 * @param playhead now; {@link SimTime#NEVER} when there is no now and everything has happened
 */
public record LadderOptions(
        double width,
        Emphasis emphasis,
        Detail detail,
        int selectedLeg,
        int hoveredLeg,
        Set<Integer> causes,
        Set<Integer> effects,
        long playhead,
        Words words) {
    /** What labels say. */
    public enum Detail {
        /** Name, and the timestamp where it matters. */
        CALM,
        /** The whole header where it fits, as tcpdump words it. */
        FULL
    }

    public LadderOptions {
        causes = Set.copyOf(causes);
        effects = Set.copyOf(effects);
    }

    /** Nothing selected, everything in the past, English. */
    public static LadderOptions of(double width) {
        return new LadderOptions(
                width, Emphasis.EXPLORE, Detail.CALM, 0, 0, Set.of(), Set.of(), SimTime.NEVER, Words.inUse());
    }

    public LadderOptions withWidth(double other) {
        return new LadderOptions(other, emphasis, detail, selectedLeg, hoveredLeg, causes, effects, playhead, words);
    }

    public LadderOptions withEmphasis(Emphasis other) {
        return new LadderOptions(width, other, detail, selectedLeg, hoveredLeg, causes, effects, playhead, words);
    }

    public LadderOptions withDetail(Detail other) {
        return new LadderOptions(width, emphasis, other, selectedLeg, hoveredLeg, causes, effects, playhead, words);
    }

    /** Selects a leg, with what led to it and what followed. */
    public LadderOptions withSelected(int leg, Kin kin) {
        return new LadderOptions(
                width, emphasis, detail, leg, hoveredLeg, kin.causes(), kin.effects(), playhead, words);
    }

    public LadderOptions withHovered(int leg) {
        return new LadderOptions(width, emphasis, detail, selectedLeg, leg, causes, effects, playhead, words);
    }

    public LadderOptions withPlayhead(long time) {
        return new LadderOptions(width, emphasis, detail, selectedLeg, hoveredLeg, causes, effects, time, words);
    }

    public LadderOptions withWords(Words other) {
        return new LadderOptions(width, emphasis, detail, selectedLeg, hoveredLeg, causes, effects, playhead, other);
    }
}
