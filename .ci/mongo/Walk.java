import de.bwaldvogel.mongo.backend.KeyValue;
import java.util.Iterator;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;

/** A way through the keys of an index, from the first to the last that may matter. */
record Walk(MVMap<KeyValue, Object> keys, KeyValue from, KeyValue to, boolean backwards, boolean isInOrder) {
  /** Where the documents are, read as far as they are asked for. */
  Iterable<Object> positions() {
    return () -> {
      Cursor<KeyValue, Object> cursor = keys.cursor(backwards ? to : from, backwards ? from : to, backwards);
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return cursor.hasNext();
        }

        @Override
        public Object next() {
          cursor.next();
          return cursor.getValue();
        }
      };
    };
  }

  /** How many keys it meets at most. */
  long length() {
    return countBefore(keys, to) - countBefore(keys, from);
  }

  /** How many keys stand before a place. */
  static long countBefore(MVMap<KeyValue, Object> keys, KeyValue place) {
    long index = keys.getKeyIndex(place);
    return index < 0 ? -index - 1 : index;
  }
}
