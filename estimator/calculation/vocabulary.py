"""Every quantity's name, symbol, unit and meaning, in one table."""

from functools import cache

from msgspec import Struct

from estimator.calculation.vocabulary_of_utilization import UTILIZATION_ROWS
from estimator.errors import EstimatorError


class Term(Struct, frozen=True):
    """A quantity that this project speaks of. `unit` is "1" for a plain ratio or count."""

    name: str
    symbol: str
    unit: str
    meaning: str

    @property
    def label(self) -> str:
        """The name as people read it at the start of a line: `Accelerator hours`, `FLOP per token`, `MFU`."""
        return _label(self.name)


_SHORT = {"flop": "FLOP", "mfu": "MFU", "pue": "PUE", "kv": "KV"}


@cache
def _label(name: str) -> str:
    words = " ".join(_SHORT.get(word, word) for word in name.split("_"))
    return words[0].upper() + words[1:]


_ROWS = """
# the model and its data
parameters | N | parameter | all weights of the model
active_parameters | N_active | parameter | weights that one token passes; all of them in a dense model
adapter_parameters | N_lora | parameter | trained adapter weights
reference_parameters | N_ref | parameter | weights of the frozen reference or teacher model
dataset_tokens | D_1 | token | tokens in one pass over the data
tokens | D | token | tokens trained on, all passes together
epochs | epochs | 1 | passes over the data
sequence_length | s | token | tokens in one training sequence
batch_tokens | B | token | tokens in one optimizer step
# compute
flop_per_parameter_token | k | FLOP/parameter/token | FLOP for each parameter and token: 2 forward and 4 backward
flop_per_token | c | FLOP/token | training work on one token
training_compute | C | FLOP | work of the whole training run that counts towards MFU
simple_compute | C_6ND | FLOP | the short-cut of 6 FLOP for each parameter and token, to compare with
short_cut_factor | 6 | FLOP/parameter/token | FLOP of the short-cut for each parameter and token
# scaling laws
predicted_loss | ℓ | nat/token | cross-entropy that a scaling law predicts
irreducible_loss | E_0 | nat/token | loss that no size and no data remove
parameter_coefficient | A | nat/token | loss that too few parameters leave, at one parameter
parameter_exponent | α | 1 | how fast that falls with parameters
token_coefficient | B_D | nat/token | loss that too few tokens leave, at one token
data_loss | ℓ_D | nat/token | part of a loss that too few tokens leave
one_token | 1 | token | the unit in which a scaling law counts tokens
token_exponent | β | 1 | how fast that falls with tokens
served_tokens | D_serve | token | tokens that the model reads and writes in its life
lifetime_compute | C_life | FLOP | work of training and of serving
# throughput
peak_throughput | P | FLOP/s | dense peak of one accelerator at the precision trained in
matmul_ceiling | P_matmul | FLOP/s | best matrix product ever measured on the accelerator
mfu | MFU | 1 | model FLOPs utilization: useful work over peak, over the whole run
achieved_throughput | P_eff | FLOP/s | useful work of one accelerator each second
token_throughput | R | token/s | tokens that one accelerator trains on each second
goodput | G | 1 | share of the time that moves the training forward
seconds_per_hour | 3600 | s/hour | seconds in an hour
hours_per_day | 24 | hour/day | hours in a day
accelerator_hours | H | hour | hours of one accelerator, over all of them
accelerators | n | 1 | accelerators that train at the same time
wall_clock | T | day | time from start to end
deadline | T_max | day | time allowed
accelerators_needed | n_min | 1 | accelerators that finish within the deadline
# cost
price | p | USD/hour | rent of one accelerator for an hour
compute_cost | K | USD | rent of the accelerators
overhead | f_over | 1 | storage, network and head nodes, as a share of the compute cost
total_cost | K_total | USD | rent of the accelerators with overheads
budget | K_max | USD | money allowed
budget_left | K_left | USD | budget less total cost; negative when it does not hold
# the whole bill
spare_nodes | f_spare | 1 | nodes held ready to replace failed ones, as a share
running_cost | K_train | USD | rent of the time that trains
restart_cost | K_fail | USD | rent of the time that failures, restarts and evaluation take
spare_cost | K_spare | USD | rent of spare nodes
overhead_cost | K_over | USD | storage, network and head nodes
kept_checkpoints | n_ckpt | 1 | checkpoints that are kept at a time
checkpoint_bytes_per_parameter | β_ckpt | byte/parameter | bytes of a checkpoint for each weight
bytes_per_token | β_D | byte/token | bytes of a token on disk
stored_bytes | S | byte | tokens and checkpoints in object storage
object_storage_price | p_S | USD/gigabyte/month | price of object storage
bytes_per_gigabyte | 1e9 | byte/gigabyte | bytes in a gigabyte
days_per_month | 30.4 | day/month | days in a month
storage_cost | K_S | USD | object storage of tokens and checkpoints
egress_price | p_out | USD/gigabyte | price of data that leaves a cloud
egress_cost | K_out | USD | taking the trained weights out of the cloud
experiments_share | f_exp | 1 | compute of experiments and failed attempts, over that of the run itself
experiments_cost | K_exp | USD | experiments before the run, failed attempts, evaluation
staff_share | f_staff | 1 | share of a model's development that is staff
staff_cost | K_staff | USD | the people who develop the model
# owning
purchase_price | p_buy | USD | price of one accelerator with its share of the server
chip_price | p_chip | USD | price of one accelerator alone
server_price_factor | f_srv | 1 | price of a whole server for each accelerator over that of the chip
hardware_decay | δ | 1/year | orders of magnitude that the price of computing falls in a year
hours_per_year | 8766 | hour/year | hours in a year
interconnect_share | f_net | 1 | share of a cluster's cost that is its network
hardware_price | p_hw | USD/hour | loss in value of an accelerator and its server in an hour
network_price | p_net | USD/hour | loss in value of its share of the network in an hour
power_price | p_pow | USD/hour | electricity of an accelerator that works for an hour
cluster_use | u | 1 | share of its hours that an owned accelerator works
owned_price | p_own | USD/hour | cost of an hour in which an owned accelerator works
owned_cost | K_own | USD | a run on accelerators of one's own
fleet_purchase | K_buy | USD | accelerators bought with their servers and network
days_kept | T_own | day | time that owned accelerators are kept
worked_hours | H_own | hour | hours that owned accelerators work in that time, over all of them
rented_cost | K_rent | USD | rent of the hours that owned accelerators would work
break_even | u_0 | 1 | share of its hours from which owning is cheaper than renting
# energy
board_power | W | W | maximum power of one accelerator's board
server_factor | f_server | 1 | power of the whole server over that of its accelerators
power_draw | f_draw | 1 | average power drawn over the maximum
watt_per_kilowatt | 1000 | W/kW | watts in a kilowatt
pue | PUE | 1 | power usage effectiveness: the data centre's energy over its servers'
energy | E | kWh | electricity of the run, data centre included
grid_intensity | g | kg CO2e/kWh | greenhouse gases for each unit of electricity
emissions | M | kg CO2e | greenhouse gases of the electricity
electricity_price | p_e | USD/kWh | price of electricity
electricity_cost | K_e | USD | electricity of the run, already inside a rented price
# memory
memory_per_accelerator | m | byte | memory that one accelerator needs
memory_capacity | m_max | byte | memory of one accelerator
# shape
layers | L | 1 | layers of the decoder
width | h | 1 | features of a token between layers
vocabulary | V | 1 | different tokens
embedding_matrices | n_V | 1 | vocabulary matrices: 2, or 1 when the head reuses the embedding
attention_layers | L_a | 1 | layers with softmax attention
heads | a | 1 | query heads of a layer
kv_heads | a_kv | 1 | key-value heads of a layer
head_size | d | 1 | features of a head
feed_forward_layers | L_f | 1 | layers with a dense feed-forward block
feed_forward_width | f | 1 | inner features of a feed-forward block
feed_forward_matrices | n_m | 1 | matrices of a feed-forward block: 3 gated, 2 plain
window_layers | L_w | 1 | attention layers that see a sliding window only
window | w | token | tokens in a sliding window, the token itself included
output_rank | r_o | 1 | rank that compressed attention sends each group of its output through
output_groups | g_o | 1 | groups of the output of compressed attention
query_rank | r_q | 1 | rank of the compressed queries
kv_rank | r_kv | 1 | rank of the compressed keys and values
nope_size | d_nope | 1 | features of a head without position
rope_size | d_rope | 1 | features of a head with rotary position
value_size | d_v | 1 | value features of a head
expert_layers | L_e | 1 | layers with a mixture of experts
experts | n_e | 1 | routed experts of a layer
experts_per_token | k_e | 1 | routed experts that a token passes in a layer
expert_width | f_e | 1 | inner features of one routed expert
shared_width | f_s | 1 | inner features of the experts that every token passes
other_matrices | N_m | parameter | weights of further matrices that each token is multiplied with: gates, indexers
linear_layers | L_lin | 1 | layers with a state space or linear attention
linear_inner | d_in | 1 | inner features (values) of a linear layer
linear_state | d_state | 1 | state size of a linear layer, for each inner feature
linear_heads | a_lin | 1 | heads of a linear layer; the rank of the time step in Mamba-1
linear_groups | g_lin | 1 | groups or key heads of a linear layer
linear_convolution | w_conv | 1 | taps of a linear layer's causal convolution
prediction_layers | L_p | 1 | multi-token-prediction modules
embedding_parameters | N_V | parameter | weights of embedding and output head
attention_parameters | N_att | parameter | matrix weights of one attention layer
feed_forward_parameters | N_ff | parameter | matrix weights of one feed-forward layer
expert_parameters | N_moe | parameter | matrix weights of one expert layer, all experts
active_expert_parameters | N_moe,active | parameter | matrix weights of one expert layer that one token passes
linear_parameters | N_lin | parameter | matrix weights of one state-space or linear-attention layer
prediction_projection_parameters | N_mtp | parameter | weights that join two streams in a token-prediction module
# work of one token
matrix_parameters | N_w | parameter | weights that a token is multiplied with; embedding look-ups cost nothing
forward_flop_per_parameter_token | k_f | FLOP/parameter/token | a multiply and an add for each weight passed
frozen_flop_per_parameter_token | k_frozen | FLOP/parameter/token | forward, and gradients of activations alone
reference_flop_per_parameter_token | k_ref | FLOP/parameter/token | training, and a forward pass of a frozen copy
flop_per_score | k_s | FLOP/token/token | query times key, score times value: a multiply and an add each
scan_flop | k_scan | FLOP/token | work on one entry of a linear layer's state
window_context | w_mean | token | mean number of tokens seen through a sliding window
attention_core_flop_per_token | c_core | FLOP/token | forward work of queries, keys and values on each other
scan_flop_per_token | c_scan | FLOP/token | forward work of linear layers on their state
training_passes | n_pass | 1 | one forward pass, and a backward pass of twice its work
policy_flop_per_parameter_token | k_pol | FLOP/parameter/token | training, and a forward pass of two frozen policies
policy_passes | n_pol | 1 | training, and a forward pass of two frozen policies
sampling_utilization | u_s | 1 | share of the peak that sampling reaches
sampling_hours | T_s | hour | hours of one accelerator that sample what is trained on
reference_passes | n_ref | 1 | training, and a forward pass of a frozen copy
adapter_rank | r | 1 | rank of each adapter
adapter_share | f_lora | 1 | adapter weights as a share of those that a token passes
recomputed_flop_per_token | c_re | FLOP/token | forward work that recomputation repeats
hardware_compute | C_hw | FLOP | work that the hardware does, recomputation included
# memory and layout
tensor | TP | 1 | devices that split each matrix
pipeline | PP | 1 | stages that split the layers
virtual_stages | VPP | 1 | turns that a micro-batch takes through the pipeline
context | CP | 1 | devices that split each sequence
expert | EP | 1 | devices that split the experts
expert_tensor | ETP | 1 | devices that split each matrix of an expert
data | DP | 1 | copies of the model, each with its own sequences
micro_batch | b | 1 | sequences that pass a stage together
routed_parameters | N_routed | parameter | weights of all routed experts
stage_layers | L_s | 1 | layers of the fullest stage
stage_embeddings | n_s | 1 | vocabulary matrices on the first stage
device_dense_parameters | N_dense | parameter | weights outside routed experts on one device
device_expert_parameters | N_exp | parameter | weights of routed experts on one device
device_parameters | N_dev | parameter | weights on one device
shard_group | z | 1 | devices that share the states of the same weights
expert_shard_group | z_e | 1 | devices that share the states of the same experts
shard_parameters | N_z | parameter | weights whose states one device keeps when they are shared
bytes_per_weight | β_w | byte/parameter | bytes of a weight as it is multiplied with
bytes_per_gradient | β_g | byte/parameter | bytes of a gradient
bytes_per_optimizer_state | β_o | byte/parameter | bytes of the optimizer for a weight, its master copy included
bytes_per_adapter_weight | β_lora | byte/parameter | weight, gradient and optimizer of a trained adapter weight
bytes_per_quantised_weight | β_4 | byte/parameter | bytes of a weight in 4 bits with the constants of its block
bytes_per_embedding | β_V,w | byte/parameter | bytes of a weight of embedding and output head
bytes_per_activation | β_a | byte/token | bytes of a number that a token keeps
bytes_per_logit | β_V | byte/token | bytes of a token's score for one vocabulary entry
layers_in_flight | n_fly | 1 | layers gathered at once: the one at work and the next
weight_memory | M_w | byte | weights
gathered_memory | M_gather | byte | weights gathered from other devices for the layers at work
gradient_memory | M_g | byte | gradients
optimizer_memory | M_o | byte | optimizer states
adapter_memory | M_lora | byte | adapters with their gradients and optimizer states
offloaded_weights | M_host | byte | weights of one device that wait in the host's memory
reference_memory | M_ref | byte | weights of the frozen reference or teacher
residual_values | v_h | 1 | numbers that a token keeps around each layer's blocks
attention_values | v_att | 1 | numbers that a token keeps in an attention layer
kv_values | v_kv | 1 | numbers of a token that other tokens of its sequence need, in a layer
feed_forward_values | v_ff | 1 | numbers that a token keeps in a feed-forward layer
expert_values | v_moe | 1 | numbers that a token keeps in an expert layer
linear_values | v_lin | 1 | numbers that a token keeps in a linear layer
stored_values | v | 1 | numbers that a token keeps for the backward pass, over all layers
device_tokens | T_mb | token | tokens of one micro-batch on one device
held_micro_batches | n_held | 1 | micro-batches whose activations the first stage keeps
activation_memory | M_act | byte | activations kept for the backward pass
logits_memory | M_V | byte | scores of the output head
framework_memory | M_frame | byte | framework, communication buffers and fragmentation
labelled_memory | m_label | byte | memory as the maker labels it
addressable_share | f_label | 1 | memory that a program can address, over the label's gigabytes
usable_share | f_use | 1 | share of the memory that can be filled
usable_memory | m_use | byte | memory that can be filled
# time of a step
link_bandwidth | W_link | byte/s | bandwidth to devices in the same domain, one direction
network_bandwidth | W_net | byte/s | network bandwidth of one device, one direction
context_bandwidth | W_cp | byte/s | bandwidth between devices that share a sequence
data_bandwidth | W_dp | byte/s | bandwidth between copies of the model
expert_bandwidth | W_ep | byte/s | bandwidth between devices with different experts
forward_repeats | ρ | 1 | forward work repeated, as a share of the training work
step_compute | C_step | FLOP | work of one optimizer step that counts towards MFU
micro_batches | n_mb | 1 | micro-batches that a device works through in a step
compute_seconds | t_comp | s | time of a step's matrix products
tensor_seconds | t_tp | s | time of a step's tensor-parallel communication
expert_seconds | t_ep | s | time of a step's expert-parallel communication
context_seconds | t_cp | s | time of a step's context-parallel communication
data_seconds | t_dp | s | time of a step's gradient and weight exchange
exposed_share | f_exp | 1 | least share of an exchange that computation does not hide
exposed_seconds | t_exp | s | time of the exchange that computation does not hide
stage_seconds | t_stage | s | time that a stage works or communicates in a step
bubble_seconds | t_bub | s | time that a stage waits for others in a step
step_seconds | t_step | s | time of one optimizer step
layout_mfu | MFU_layout | 1 | MFU of a step by the layout's arithmetic, before what a whole run loses
"""


def _terms() -> dict[str, Term]:
    rows = [line for line in (_ROWS + UTILIZATION_ROWS).splitlines() if line and line[0] != "#"]
    terms = [Term(*(cell.strip() for cell in row.split("|"))) for row in rows]
    return {entry.name: entry for entry in terms}


VOCABULARY = _terms()


def term(name: str) -> Term:
    """The entry of a quantity. Raises EstimatorError for a name that the table does not have."""
    try:
        return VOCABULARY[name]
    except KeyError:
        raise EstimatorError(f"The vocabulary has no quantity named {name!r}.") from None
