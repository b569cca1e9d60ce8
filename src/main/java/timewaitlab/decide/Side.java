package timewaitlab.decide;

/** One of the two values a check compares. */
public enum Side {
    LEFT,
    RIGHT
}
