package timewaitlab.decide;

/**
 * The second thoughts about an answer: a rule asked after a chain decided to reply. It may pass (the answer goes out),
 * go on with an effect (the answer goes out and is remembered), or take the answer back.
 *
 * @param appliesTo effect bits; the rule is asked of replies that carry one of them
 */
public record ReplyLimit<S>(long appliesTo, Rule<? super S> rule) {}
