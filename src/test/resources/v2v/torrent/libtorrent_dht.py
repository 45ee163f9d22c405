"""A libtorrent node of the DHT for the tests: one JSON line per answer. It knows nobody but the
node that is named, and may use loopback and private addresses.

get ADDRESS NODE MAGNET FOLDER      downloads what only the DHT can find
put ADDRESS NODE SECRET KEY SALT VALUE
                                    stores a text under a key; secret and key in hexadecimal digits
item ADDRESS NODE KEY SALT          the text that is stored there
stay ADDRESS PORT                   introduces others to each other, until its input ends
"""
import json
import sys
import time

import libtorrent as lt

PATIENCE = 50


def opened(address, port, node):
    return lt.session({
        "listen_interfaces": f"{address}:{port}", "dht_bootstrap_nodes": node, "enable_dht": True,
        "enable_lsd": False, "enable_upnp": False, "enable_natpmp": False,
        "dht_restrict_routing_ips": False, "dht_restrict_search_ips": False,
        "dht_prefer_verified_node_ids": False, "dht_enforce_node_id": False,
        "dht_ignore_dark_internet": False,
        "allow_multiple_connections_per_ip": True,
        "alert_mask": lt.alert.category_t.all_categories & ~lt.alert.category_t.dht_log_notification,
    })


def session(address, node):
    client = opened(address, 0, node)
    until(lambda: any(isinstance(a, lt.dht_bootstrap_alert) for a in client.pop_alerts()),
          "it does not join")
    return client


def until(holds, otherwise):
    end = time.time() + PATIENCE
    while not holds():
        if time.time() > end:
            sys.exit(otherwise)
        time.sleep(0.05)


def get(address, node, magnet, folder):
    client = session(address, node)
    wanted = lt.parse_magnet_uri(magnet)
    wanted.save_path = folder
    torrent = client.add_torrent(wanted)
    until(lambda: torrent.status().is_seeding, f"not finished: {torrent.status().state}")
    return {"done": True}


def put(address, node, secret, key, salt, value):
    client = session(address, node)
    client.dht_put_mutable_item(
        bytes.fromhex(secret), bytes.fromhex(key), value.encode(), salt.encode())
    stored = []
    until(lambda: stored.extend(a.num_success for a in client.pop_alerts()
                                if isinstance(a, lt.dht_put_alert)) or stored, "nothing is stored")
    return {"nodes": stored[0]}


def item(address, node, key, salt):
    client = session(address, node)
    client.dht_get_mutable_item(bytes.fromhex(key), salt.encode())
    found = []
    until(lambda: found.extend((a.seq, a.item["value"]) for a in client.pop_alerts()
                               if isinstance(a, lt.dht_mutable_item_alert) and a.authoritative)
          or found, "nothing is found")
    sequence, value = found[-1]
    return {"sequence": sequence, "value": value.decode()}


def stay(address, port):
    node = opened(address, int(port), "")
    print(json.dumps({"ready": True}), flush=True)
    sys.stdin.read()
    return {"nodes": node.status().dht_nodes}


print(json.dumps({"get": get, "put": put, "item": item, "stay": stay}[sys.argv[1]](*sys.argv[2:])), flush=True)
