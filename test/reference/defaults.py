"""The standard cells' parameters: defaults and units, as PyNN 0.10.1 documents them."""
from brian2 import ms, mV, nA, nF, nS, uS

LEAKY = {"v_rest": -65.0, "cm": 1.0, "tau_m": 20.0, "tau_refrac": 0.1, "i_offset": 0.0, "v_reset": -65.0, "v_thresh": -50.0}
AD_EX = {
    "cm": 0.281, "tau_refrac": 0.1, "v_spike": -40.0, "v_reset": -70.6, "v_rest": -70.6, "tau_m": 9.3667, "i_offset": 0.0, "a": 4.0,
    "b": 0.0805, "delta_T": 2.0, "tau_w": 144.0, "v_thresh": -50.4, "e_rev_E": 0.0, "tau_syn_E": 5.0, "e_rev_I": -80.0, "tau_syn_I": 5.0,
}  # fmt: skip
DEFAULTS = {
    "IF_curr_exp": {**LEAKY, "tau_syn_E": 5.0, "tau_syn_I": 5.0},
    "IF_curr_alpha": {**LEAKY, "tau_syn_E": 0.5, "tau_syn_I": 0.5},
    "IF_curr_delta": LEAKY,
    "IF_cond_exp": {**LEAKY, "tau_syn_E": 5.0, "tau_syn_I": 5.0, "e_rev_E": 0.0, "e_rev_I": -70.0},
    "IF_cond_alpha": {**LEAKY, "tau_syn_E": 0.3, "tau_syn_I": 0.5, "e_rev_E": 0.0, "e_rev_I": -70.0},
    "EIF_cond_exp_isfa_ista": AD_EX,
    "EIF_cond_alpha_isfa_ista": AD_EX,
    "HH_cond_exp": {
        "gbar_Na": 20.0, "gbar_K": 6.0, "g_leak": 0.01, "cm": 0.2, "v_offset": -63.0, "e_rev_Na": 50.0, "e_rev_K": -90.0,
        "e_rev_leak": -65.0, "e_rev_E": 0.0, "e_rev_I": -80.0, "tau_syn_E": 0.2, "tau_syn_I": 2.0, "i_offset": 0.0,
    },  # fmt: skip
    "Izhikevich": {"a": 0.02, "b": 0.2, "c": -65.0, "d": 2.0, "i_offset": 0.0},
}

UNITS = {
    **dict.fromkeys(["tau_m", "tau_refrac", "tau_syn_E", "tau_syn_I", "tau_w"], ms),
    **dict.fromkeys(["v_rest", "v_reset", "v_thresh", "v_spike", "delta_T", "v_offset"], mV),
    **dict.fromkeys(["e_rev_E", "e_rev_I", "e_rev_Na", "e_rev_K", "e_rev_leak", "c"], mV),
    **dict.fromkeys(["gbar_Na", "gbar_K", "g_leak"], uS),
    **dict.fromkeys(["i_offset"], nA),
    "cm": nF,
    "a": nS,
    "b": nA,
}


def units(name):
    return {**UNITS, "a": 1 / ms, "b": 1 / ms, "d": mV / ms} if name == "Izhikevich" else UNITS


def initial(name, parameters):
    """Where a cell starts: at rest, or where PyNN starts it."""
    if name == "HH_cond_exp":
        return {"v": -65 * mV, "m": 0, "h": 1, "n": 0}
    if name == "Izhikevich":
        return {"v": -70 * mV, "u": -14 * mV / ms}
    return {"v": parameters["v_rest"] * mV}
