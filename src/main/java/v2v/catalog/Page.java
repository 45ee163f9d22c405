package v2v.catalog;

import org.apache.lucene.document.Document;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The part of an answer that is shown.
record Page(IndexSearcher searcher, Snippets snippets) {
    List<Found.Hit> hits(TopDocs found, Question question) throws IOException {
        StoredFields cards = searcher.storedFields();
        List<Found.Hit> hits = new ArrayList<>();
        for (int i = question.from(); i < found.scoreDocs.length; i++) {
            if (hits.size() < question.size()) {
                hits.add(hit(cards.document(found.scoreDocs[i].doc), found.scoreDocs[i]));
            }
        }
        return hits;
    }

    private Found.Hit hit(Document card, ScoreDoc place) throws IOException {
        List<String> languages = List.of(text(card, "languages").split(" ", -1));
        return new Found.Hit(
                text(card, "id"),
                text(card, "title"),
                text(card, "folder"),
                text(card, "license"),
                text(card, "year"),
                place.score,
                snippets.of(text(card, "body"), languages),
                text(card, "magnet"));
    }

    private static String text(Document card, String field) {
        return Optional.ofNullable(card.get(field)).orElse("");
    }
}
