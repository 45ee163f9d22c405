package v2v.cli;

import picocli.CommandLine.Mixin;

import v2v.ledger.Gate;
import v2v.ledger.GateSettings;
import v2v.ledger.Items;
import v2v.ledger.Ledger;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;

/// A command by which a person decides about one item.
abstract class Decision implements Callable<Integer> {
    @Mixin private final Where where = new Where();
    @Mixin private final Chosen chosen = new Chosen();

    @Override
    public final Integer call() throws IOException, InterruptedException {
        Optional<Items.Standing> item = chosen.in(where);
        return (item.isPresent() ? decide(item.get()) : Exit.REFUSED).status;
    }

    abstract Exit decide(Items.Standing item) throws IOException, InterruptedException;

    final Where where() {
        return where;
    }

    /// What is said at the gate.
    @FunctionalInterface
    interface Word<T> {
        T say(Gate gate) throws IOException, InterruptedException;
    }

    /// Says it with the ledger open no longer than that: whoever carries on may want to own it.
    final <T> T atTheGate(Word<T> word) throws IOException, InterruptedException {
        try (Ledger ledger = Ledger.guest(where.library())) {
            return word.say(ledger.gate(GateSettings.read(where.settings())));
        }
    }
}
