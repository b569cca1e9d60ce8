package timewaitlab.decide;

/** What becomes of the cause that was judged. */
public enum Disposition {
    /** No opinion: the next rule speaks. */
    PASS,
    /** Go on to the next stage, with effects to be done at the end. */
    CONTINUE,
    /** Taken in: data, acknowledgement, a new connection. */
    ACCEPT,
    /** Answered, and otherwise without effect on the connection it names. */
    REPLY,
    /** Thrown away in silence. */
    DROP,
    /** Swallowed without an answer, as intended. */
    CONSUME
}
