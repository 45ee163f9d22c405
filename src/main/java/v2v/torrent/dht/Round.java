package v2v.torrent.dht;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Several nodes are asked, each once, and waited for together.
final class Round {
    private Round() {}

    /// Asks and waits.
    ///
    /// @param deadline of [System#nanoTime]; it ends before when nobody answers any more
    /// @return what they answered, refusals too
    static List<Call.Heard> ask(
            Line line, Table table, Map<InetSocketAddress, Ask> questions, long deadline)
            throws InterruptedException {
        LinkedBlockingQueue<Call.Heard> answers = new LinkedBlockingQueue<>();
        Set<Call> open = new HashSet<>();
        for (Map.Entry<InetSocketAddress, Ask> question : questions.entrySet()) {
            Call call = line.ask(question.getKey(), question.getValue(), answers, deadline);
            if (call != null) {
                open.add(call);
            }
        }
        long end = Math.min(line.patience(), deadline - System.nanoTime()) + System.nanoTime();
        List<Call.Heard> heard = new ArrayList<>();
        while (!open.isEmpty() && System.nanoTime() - end < 0 && !line.closed()) {
            Call.Heard answer = answers.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (answer != null && open.remove(answer.call())) {
                heard.add(answer);
            }
        }
        for (Call silent : open) {
            line.forget(silent);
            table.silent(silent.to());
        }
        return heard;
    }
}
