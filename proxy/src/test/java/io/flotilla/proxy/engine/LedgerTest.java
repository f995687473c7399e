package io.flotilla.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LedgerTest {
    private final Ledger ledger = new Ledger();

    @Test
    void aReadThatBeganEarlierLosesWhereALaterOneWas() {
        long list = ledger.begin();
        long one = ledger.begin();
        ledger.note("a", one);
        ledger.end(one);
        assertThat(ledger.admits("a", list)).isFalse();
        assertThat(ledger.admits("b", list)).isTrue();
    }

    @Test
    void aWholeListBeatsWhatBeganBefore() {
        long one = ledger.begin();
        long list = ledger.begin();
        ledger.noteAll(list);
        ledger.end(list);
        assertThat(ledger.admits("a", one)).isFalse();
        ledger.end(one);
        assertThat(ledger.admits("a", ledger.begin())).isTrue();
    }

    @Test
    void whatChangedJustNowBeatsReadsUnderWayOnly() {
        long list = ledger.begin();
        ledger.noteNow("a");
        assertThat(ledger.admits("a", list)).isFalse();
        assertThat(ledger.admits("a", ledger.begin())).isTrue();
    }
}
