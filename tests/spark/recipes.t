#!/bin/sh
# The examples of reliance-cluster(7), run as printed: GNU parallel, also over ssh, and a Slurm array.
. tests/lib.sh
PATH=$bin:$PATH
export PATH
page=$PWD/src/man/reliance-cluster.7
trap 'kill "$(cat "$tmp/sshd.pid" 2>/dev/null)" 2>/dev/null; rm -rf "$tmp"' EXIT

# recipe SECTION N: the Nth literal block of a section of the page
recipe() {
	awk -v section="$1" -v n="$2" '/^\.Sh/ { inside = $0 == ".Sh " section }
		!inside { next }
		/^\.Bd/ { block++; next }
		/^\.Ed/ { if (block == n) exit; next }
		block == n' "$page" | sed -e 's/^\\&//' -e 's/\\-/-/g' -e "s/\\\\(aq/'/g" -e 's/\\e$/\\/'
}

# begin: makes a new folder with data files and changes to it
begin() {
	rm -rf "$tmp/work"
	mkdir -p "$tmp/work/data"
	cd "$tmp/work" || exit 1
	for year in 2012 2022 2023; do
		fetch-normalise -q -y $year "$data/world-2012-2023.csv" >"data/$year.csv" 2>/dev/null
	done
	cp "$data/usa-2024.csv" data/usa.csv
}
begin
fetch-normalise -q -f M data/*.csv 2>/dev/null | filter-hs -b rare-earths | aggregate 2>/dev/null |
	share | rank --top 5 >"$tmp/one.csv"

if command -v parallel >/dev/null; then
	begin
	recipe 'GNU PARALLEL' 1 >"$tmp/local.sh"
	status 'GNU parallel: status 0' 0 sh "$tmp/local.sh"
	same 'GNU parallel: the bytes of one run' "$tmp/one.csv" table.csv
	begin
	cp data/usa.csv data/usa-again.csv
	status 'GNU parallel: a duplicated file' 1 sh "$tmp/local.sh"
	like '... is reported' '2024,M,USA' "$(cat meeting.csv)"
	begin
	echo '2012,M,USA,CHN,,280530,many,,' >>data/2012.csv
	sh "$tmp/local.sh" >"$tmp/out" 2>"$tmp/err"
	is 'GNU parallel: a bad row prevents the table' no "$([ -e table.csv ] && echo yes || echo no)"
	like '... and is reported with its place' 'data/2012.csv:[0-9]+: the value is "many"' "$(cat "$tmp/err")"
else
	skip 'GNU parallel is not installed'
fi

sshd=$(PATH=$PATH:/usr/sbin command -v sshd)
if [ -z "$sshd" ] || ! command -v parallel >/dev/null || ! command -v ssh >/dev/null; then
	skip 'sshd, ssh or GNU parallel is not installed'
else
	port=$((20000 + $$ % 20000))
	ssh-keygen -q -t ed25519 -N '' -f "$tmp/host" && ssh-keygen -q -t ed25519 -N '' -f "$tmp/key"
	cat >"$tmp/sshd.conf" <<-END
		Port $port
		ListenAddress 127.0.0.1
		HostKey $tmp/host
		AuthorizedKeysFile $tmp/key.pub
		PidFile $tmp/sshd.pid
		StrictModes no
		UsePAM no
		PasswordAuthentication no
	END
	[ "$(id -u)" -ne 0 ] || mkdir -p /run/sshd
	"$sshd" -f "$tmp/sshd.conf" -E "$tmp/sshd.log"
	PARALLEL_SSH="ssh -p $port -i $tmp/key -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR"
	export PARALLEL_SSH
	if $PARALLEL_SSH 127.0.0.1 true >"$tmp/ssh.log" 2>&1; then
		begin
		recipe 'GNU PARALLEL' 2 >"$tmp/ssh.sh"
		hosts=2/127.0.0.1 status 'over ssh: status 0' 0 sh "$tmp/ssh.sh"
		same 'over ssh: the bytes of one run' "$tmp/one.csv" table.csv
	else
		skip "no ssh to this machine: $(head -n 1 "$tmp/ssh.log"; tail -n 1 "$tmp/sshd.log")"
	fi
fi

begin
mkdir parts
printf '%s\n' data/*.csv >files
recipe SLURM 1 >"$tmp/array.sh"
recipe SLURM 2 >"$tmp/merge.sh"
for n in $(seq "$(wc -l <files)"); do
	SLURM_ARRAY_TASK_ID=$n ok "Slurm: task $n" sh "$tmp/array.sh"
done
ok 'Slurm: the merge' sh "$tmp/merge.sh"
same 'Slurm: the bytes of one run' "$tmp/one.csv" table.csv
rm parts/2.csv table.csv
status 'Slurm: an unfinished task' 1 sh "$tmp/merge.sh"

# Hadoop Streaming, with sort in place of Hadoop
begin
for tool in fetch-normalise filter-hs aggregate share rank concentration; do
	ln -s "$bin/$tool" "$tool"
done
fetch-normalise -q -f M data/*.csv >all.csv 2>/dev/null
recipe 'HADOOP STREAMING' 1 >map.sh
recipe 'HADOOP STREAMING' 2 >reduce.sh
{ head -n 50 all.csv | sh map.sh; sed 1,50d all.csv | sh map.sh; } 2>/dev/null | sort | sh reduce.sh >table.csv 2>/dev/null
same 'Hadoop Streaming: its map and reduce over two slices' "$tmp/one.csv" table.csv
done_testing
