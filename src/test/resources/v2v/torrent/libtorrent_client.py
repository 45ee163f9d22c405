"""A libtorrent client for the tests: one JSON line per answer.

hash FILE                       info-hashes and files as libtorrent sees them
get MAGNET_OR_FILE PORT FOLDER [HOW]
                                downloads from 127.0.0.1:PORT alone; HOW is free (the default),
                                plain or forced (encryption), v2 (by the SHA-256 from the start)
swarm FILE FOLDER               downloads from whatever the torrent names: trackers, web seeds
crowd FILE FOLDER COUNT         so many clients at once, each with an address of its own, and with
                                a folder 1, 2, 3 … in that one
stay FILE FOLDER ADDRESS        downloads as a client at this address of the loopback, says so in
                                one line, and seeds until it is ended, ten minutes at the most
"""
import json
import os
import sys
import time

import libtorrent as lt


def hashes(path):
    info = lt.torrent_info(path)
    both = info.info_hashes()
    files = info.files()
    names = [[files.file_path(i), files.file_size(i)] for i in range(files.num_files())
             if not files.file_flags(i) & lt.file_storage.flag_pad_file]
    return {
        "v1": str(both.v1) if both.has_v1() else "",
        "v2": str(both.v2) if both.has_v2() else "",
        "private": info.priv(),
        "pieces": info.num_pieces(),
        "files": names,
        "similar": [str(h) for h in info.similar_torrents()],
        "collections": list(info.collections()),
    }


ALONE = {
    "listen_interfaces": "127.0.0.1:0",
    "enable_dht": False, "enable_lsd": False, "enable_upnp": False, "enable_natpmp": False,
    "alert_mask": lt.alert.category_t.error_notification,
}


def swarm(path, folder):
    session = lt.session(ALONE)
    wanted = lt.add_torrent_params()
    wanted.ti = lt.torrent_info(path)
    wanted.save_path = folder
    torrent = session.add_torrent(wanted)
    end = time.time() + 50
    while time.time() < end and not torrent.status().is_seeding:
        time.sleep(0.05)
    if not torrent.status().is_seeding:
        sys.exit("\n".join([a.message() for a in session.pop_alerts()] + ["not finished"]))
    return {"done": True}


def crowd(path, folder, count):
    clients = []
    for number in range(1, int(count) + 1):
        session = lt.session({
            **ALONE, "listen_interfaces": f"127.0.1.{number}:0",
            # all call from 127.0.0.1, where the origin is: a client that happens to call itself
            # would else hang up on the origin for it
            "allow_multiple_connections_per_ip": True,
        })
        wanted = lt.add_torrent_params()
        wanted.ti = lt.torrent_info(path)
        wanted.save_path = f"{folder}/{number}"
        clients.append((session, session.add_torrent(wanted)))
    begin = time.time()
    while time.time() < begin + 60:
        states = [torrent.status() for _, torrent in clients]
        if all(state.is_seeding for state in states):
            break
        time.sleep(0.1)
    return {"done": sum(state.is_seeding for state in states),
            "seconds": round(time.time() - begin, 1),
            "swapped": sum(state.total_payload_upload for state in states),
            "wasted": sum(state.total_redundant_bytes for state in states),
            "failed": sum(state.total_failed_bytes for state in states)}


def stay(path, folder, address):
    session = lt.session({
        **ALONE, "listen_interfaces": f"{address}:0", "outgoing_interfaces": address,
        "allow_multiple_connections_per_ip": True,
    })
    wanted = lt.add_torrent_params()
    wanted.ti = lt.torrent_info(path)
    wanted.save_path = folder
    torrent = session.add_torrent(wanted)
    end = time.time() + 600
    said = False
    while time.time() < end:
        if torrent.status().is_seeding and not said:
            print(json.dumps({"done": True}), flush=True)
            said = True
        time.sleep(0.05)


def get(what, port, folder, how="free"):
    session = lt.session({
        **ALONE,
        "out_enc_policy": {"plain": 2, "forced": 0}.get(how, 1),
        "in_enc_policy": {"plain": 2, "forced": 0}.get(how, 1),
        "allowed_enc_level": 2 if how == "forced" else 3,
    })
    if what.startswith("magnet:"):
        wanted = lt.parse_magnet_uri(what)
    else:
        wanted = lt.add_torrent_params()
        wanted.ti = lt.torrent_info(what)
    wanted.save_path = folder
    torrent = session.add_torrent(wanted)
    end = time.time() + 60
    flags = 0x81 if how == "v2" else 13
    tried = 0.0
    while time.time() < end and not torrent.status().is_seeding:
        if time.time() - tried > 3 and torrent.status().num_peers == 0:
            torrent.connect_peer(("127.0.0.1", port), 0, flags)
            tried = time.time()
        time.sleep(0.05)
    status = torrent.status()
    return {"done": status.is_seeding, "state": str(status.state), "progress": status.progress}


if sys.argv[1] == "hash":
    print(json.dumps(hashes(sys.argv[2])))
elif sys.argv[1] == "crowd":
    print(json.dumps(crowd(*sys.argv[2:])), flush=True)
    os._exit(0)  # so many good-byes take longer than the download
elif sys.argv[1] == "stay":
    stay(*sys.argv[2:])
elif sys.argv[1] == "swarm":
    print(json.dumps(swarm(*sys.argv[2:])))
else:
    print(json.dumps(get(sys.argv[2], int(sys.argv[3]), *sys.argv[4:])))
