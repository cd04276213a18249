# shellcheck shell=sh
# cluster.sh: a standalone cluster on this machine alone: a master and two workers, each a process.
#
# $spark      the Python environment made by scripts/setup --spark
# $master     the URL of the master
# $folder     the folder of the workers
# cluster_stop ends the processes that it started.

spark=${XDG_CACHE_HOME:-$HOME/.cache}/reliance/spark
SPARK_LOCAL_IP=127.0.0.1
SPARK_HOME=$(echo "$spark"/lib/python3*/site-packages/pyspark)
PYSPARK_PYTHON=$spark/bin/python3
SPARK_NO_DAEMONIZE=1
PYTHONDONTWRITEBYTECODE=1
export SPARK_LOCAL_IP SPARK_HOME PYSPARK_PYTHON SPARK_NO_DAEMONIZE PYTHONDONTWRITEBYTECODE
cluster_pids=

# Prints why no cluster can be started; nothing if one can.
cluster_lacks() {
	if ! command -v java >/dev/null; then
		echo 'Java is not installed (scripts/setup --spark)'
	elif [ ! -x "$spark/bin/spark-class" ]; then
		echo 'PySpark is not installed (scripts/setup --spark)'
	fi
}

# spark_class NAME CLASS ARGUMENT...: starts a process of the cluster; its pid is in $started.
spark_class() {
	log=$folder/$1.log
	shift
	bash "$SPARK_HOME/bin/spark-class" "$@" >"$log" 2>&1 &
	started=$!
	cluster_pids="$cluster_pids $started"
}

# wait_for_line FILE PATTERN: waits for a line of a log.
wait_for_line() {
	tries=0
	until grep -q "$2" "$1" 2>/dev/null; do
		tries=$((tries + 1))
		if [ $tries -gt 300 ]; then
			tail -n 20 "$1" >&2
			return 1
		fi
		sleep 0.2
	done
}

# worker NAME: one more worker of one core; its pid is in $started.
worker() {
	SPARK_LOCAL_DIRS=$folder/$1-local
	export SPARK_LOCAL_DIRS
	mkdir -p "$SPARK_LOCAL_DIRS"
	spark_class "$1" org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --webui-port 0 \
		--cores 1 --memory 1g --work-dir "$folder/$1" "$master" &&
		wait_for_line "$folder/$1.log" 'Successfully registered with master'
	unset SPARK_LOCAL_DIRS
}

# cluster_start FOLDER WORKERS: sets $master to the URL, and $workers to the workers' pids.
cluster_start() {
	folder=$1
	mkdir -p "$folder"
	spark_class master org.apache.spark.deploy.master.Master --host 127.0.0.1 --port 0 \
		--webui-port 0
	wait_for_line "$folder/master.log" 'Starting Spark master at' || return 1
	master=$(sed -n 's/.*Starting Spark master at \(spark:[^ ]*\).*/\1/p' "$folder/master.log" |
		head -n 1)
	workers=
	for number in $(seq "$2"); do
		worker "worker-$number" || return 1
		workers="$workers $started"
	done
}

cluster_stop() {
	for pid in $cluster_pids; do
		kill "$pid" 2>/dev/null
	done
	for pid in $cluster_pids; do
		wait "$pid" 2>/dev/null
	done
	cluster_pids=
}
