/* Steps: an iterator over what is made some at a time. */
package reliance;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;

abstract class Steps implements Iterator {
	protected final ArrayDeque ready = new ArrayDeque();
	private boolean over;

	/* Adds to `ready`, or not; false if it was the last step. */
	abstract boolean step() throws Exception;

	public boolean hasNext() {
		try {
			while (this.ready.isEmpty() && !this.over)
				this.over = !step();
		} catch (RuntimeException e) {
			throw e;
		} catch (Exception e) {
			throw new RuntimeException(e.getMessage(), e);
		}
		return !this.ready.isEmpty();
	}

	public Object next() {
		if (!hasNext())
			throw new NoSuchElementException();
		return this.ready.remove();
	}

	public void remove() { throw new UnsupportedOperationException(); }
}
