/* StepIterator: an iterator whose items are made in steps, any number at a time. */
package reliance;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;

abstract class StepIterator implements Iterator {
	protected final ArrayDeque ready = new ArrayDeque();
	private boolean over;

	/* Adds items to `ready`, possibly none; returns false after the last step. */
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
