package io.flotilla.proxy.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flotilla.proxy.testing.FakeExchange;
import io.flotilla.proxy.transport.Headers;
import io.flotilla.proxy.transport.TransportException;
import io.flotilla.proxy.wire.Query;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class WaitingTest {
    private final FakeExchange exchange = FakeExchange.of("GET /x");
    private final Call call = new Call(exchange, ApiVersions.OFFERED.max(), "", Query.parse(""), Headers.empty());

    @Test
    void aClientThatLeavesEndsTheWait() {
        CountDownLatch never = new CountDownLatch(1);
        assertThatThrownBy(() -> Waiting.forAnswer(call, () -> {
                    exchange.leave();
                    return blocked(never);
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("the client went away");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void aClientThatLeavesAfterwardsInterruptsNobody() throws IOException {
        assertThat(Waiting.forAnswer(call, () -> "answer")).isEqualTo("answer");
        exchange.leave();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void anAnswerThatCameInTimeIsKept() throws IOException {
        assertThat(Waiting.forAnswer(call, () -> {
                    exchange.leave();
                    return "answer";
                }))
                .isEqualTo("answer");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void aFailureOfTheEngineIsPassedOn() {
        assertThatThrownBy(() -> Waiting.forAnswer(call, () -> {
                    throw new TransportException.Refused("a:1", null);
                }))
                .isInstanceOf(TransportException.Refused.class);
    }

    private static String blocked(CountDownLatch latch) {
        try {
            latch.await();
            return "never";
        } catch (InterruptedException e) {
            throw new TransportException.Broken("a:1", "interrupted", e);
        }
    }
}
