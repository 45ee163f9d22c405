package v2v.torrent.peer;

import org.jspecify.annotations.Nullable;

import v2v.torrent.Offer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/// Everything that is offered, as of one moment: never changed, replaced whole, so that who looks
/// something up waits for nobody.
///
/// @param rows by number; null where one was taken back
/// @param names both info-hashes of each row
/// @param hidden what an encrypted handshake says in their place
record Stock(List<@Nullable Offered> rows, HashIndex names, HashIndex hidden) {
    private static final byte[] REQ2 = "req2".getBytes(StandardCharsets.US_ASCII);

    static final Stock EMPTY = new Stock(List.of(), HashIndex.EMPTY, HashIndex.EMPTY);

    @Nullable Offered named(byte[] hash) {
        int row = names.find(hash);
        return row < 0 ? null : rows.get(row);
    }

    /// The info-hash whose disguise this is.
    @Nullable Offered disguised(byte[] req2) {
        int row = hidden.find(req2);
        return row < 0 ? null : rows.get(row);
    }

    int size() {
        return (int) rows.stream().filter(Objects::nonNull).count();
    }

    /// With these too; what is offered already is left as it is.
    Stock plus(Collection<Offer> offers) {
        List<@Nullable Offered> all = new ArrayList<>(rows);
        ByteArrayOutputStream keys = new ByteArrayOutputStream();
        ByteArrayOutputStream disguises = new ByteArrayOutputStream();
        int[] numbers = new int[2 * offers.size()];
        int count = 0;
        MessageDigest sha1 = Sha1.digest();
        for (Offer offer : offers) {
            Offered row = new Offered(offer);
            if (named(row.first()) != null) {
                continue;
            }
            for (byte[] key : Arrays.asList(row.v1(), row.v2())) {
                if (key != null) {
                    keys.writeBytes(key);
                    sha1.update(REQ2);
                    disguises.writeBytes(sha1.digest(key));
                    numbers[count++] = all.size();
                }
            }
            all.add(row);
        }
        return new Stock(
                all,
                names.plus(keys.toByteArray(), numbers, count),
                hidden.plus(disguises.toByteArray(), numbers, count));
    }

    /// With a fresh row for what was out of service; what it had given stays counted.
    Stock renewed(Offer offer) {
        Offered row = new Offered(offer);
        int number = names.find(row.first());
        Offered before = number < 0 ? null : rows.get(number);
        if (before == null) {
            return this;
        }
        row.given.set(before.given.get());
        List<@Nullable Offered> all = new ArrayList<>(rows);
        all.set(number, row);
        return new Stock(all, names, hidden);
    }

    /// Without this one; its number stays empty.
    Stock minus(byte[] hash) {
        int row = names.find(hash);
        if (row < 0) {
            return this;
        }
        List<@Nullable Offered> left = new ArrayList<>(rows);
        left.set(row, null);
        return new Stock(left, names.minus(row), hidden.minus(row));
    }
}
