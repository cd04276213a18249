#!/bin/sh
# The Java classes of on-spark, without a cluster.
. tests/lib.sh
. tests/spark/cluster.sh

lacks=$(cluster_lacks)
if [ -n "$lacks" ]; then
	skip "$lacks"
	done_testing
	exit
fi
mkdir "$tmp/classes" "$tmp/work"
build=scripts/reliance/spark/Build.java
sources=$(find scripts/reliance/spark tests/spark -name '*.java' ! -path $build)
# shellcheck disable=SC2086 # a list of names
java -cp "$SPARK_HOME/jars/*" org.codehaus.janino.SimpleCompiler $build Build "$tmp/classes" $sources &&
	java -cp "$tmp/classes:$SPARK_HOME/jars/*" reliance.Units "$tmp/work"
