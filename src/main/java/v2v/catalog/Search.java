package v2v.catalog;

import org.apache.lucene.facet.FacetsCollectorManager;
import org.apache.lucene.facet.FacetsCollectorManager.FacetsResult;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.sortedset.DefaultSortedSetDocValuesReaderState;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetCounts;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// The reading room: answers questions, also while another process writes.
///
/// Every question sees the newest index that is complete.
public final class Search implements AutoCloseable {
    static {
        Reading.withoutVectors();
        // a question of 32 words, in all fields of forty languages, is long but not hostile
        IndexSearcher.setMaxClauseCount(16_384);
    }

    /// Among works that match alike, and when everything is asked for: the newest release first.
    private static final Sort ORDER =
            new Sort(SortField.FIELD_SCORE, new SortField(Card.AT, SortField.Type.LONG, true));

    private static final FacetsConfig DIVISIONS = Division.config();
    private final Path index;
    private @Nullable Hall open;

    /// Nothing is opened before the first question; there may be no index yet.
    public Search(Path index) {
        this.index = index;
    }

    /// Answers from the newest complete index; from none, that nothing is there.
    ///
    /// @throws BadQuery when the question can not be understood
    public synchronized Found search(Question question) throws IOException {
        Clause asked = Grammar.read(question.text());
        Hall hall = hall();
        if (hall == null) {
            new Translation(Set.of())
                    .of(asked); // a wrong question is wrong in an empty library too
            return Found.NOTHING;
        }
        IndexSearcher searcher = new IndexSearcher(hall.reader);
        Query query = new Translation(hall.languages).of(asked);
        FacetsCollectorManager all = new FacetsCollectorManager();
        int deep = Math.max(1, question.from() + question.size());
        FacetsResult result =
                FacetsCollectorManager.search(
                        searcher, Translation.released(query), deep, ORDER, true, all);
        Page page = new Page(searcher, new Snippets(query, question.marks()));
        return new Found(
                matching(result),
                page.hits(result.topDocs(), question),
                hall.divided == null
                        ? List.of()
                        : Division.read(
                                new SortedSetDocValuesFacetCounts(
                                        hall.divided, result.facetsCollector())));
    }

    private static long matching(FacetsResult result) {
        return result.facetsCollector().getMatchingDocs().stream()
                .mapToLong(part -> part.totalHits())
                .sum();
    }

    private @Nullable Hall hall() throws IOException {
        if (open != null) {
            DirectoryReader newer = DirectoryReader.openIfChanged(open.reader);
            if (newer != null) {
                open.reader.close();
                open = Hall.of(open.directory, newer);
            }
            return open;
        }
        if (!Files.isDirectory(index)) {
            return null;
        }
        Directory directory = FSDirectory.open(index);
        if (!DirectoryReader.indexExists(directory)) {
            directory.close();
            return null;
        }
        open = Hall.of(directory, DirectoryReader.open(directory));
        return open;
    }

    @Override
    public synchronized void close() throws IOException {
        if (open != null) {
            open.reader.close();
            open.directory.close();
            open = null;
        }
    }

    /// One state of the index, and what is dear to find out about it.
    ///
    /// @param divided null as long as no work is there to be counted
    private record Hall(
            Directory directory,
            DirectoryReader reader,
            Set<String> languages,
            @Nullable DefaultSortedSetDocValuesReaderState divided) {
        static Hall of(Directory directory, DirectoryReader reader) throws IOException {
            var fields = FieldInfos.getIndexedFields(reader);
            boolean empty = reader.numDocs() == 0;
            return new Hall(
                    directory,
                    reader,
                    Wording.languages(fields.stream()),
                    empty ? null : new DefaultSortedSetDocValuesReaderState(reader, DIVISIONS));
        }
    }
}
