"""The rows of the vocabulary that the MFU is made of."""

UTILIZATION_ROWS = """
# utilization: the factors of the MFU to expect
mfu_balance | η_balance | 1 | what waiting for the slowest expert and stage leaves, and what padding wastes
mfu_recomputation | η_recompute | 1 | what repeating the forward pass leaves
mfu_uptime | η_up | 1 | what failures, restarts and evaluation leave of the time
sixteen_bit_peak | P_16 | FLOP/s | dense peak of one accelerator in 16 bit
precision_gain | γ_p | 1 | power of the ratio of the peaks that matrix products gain at a lower precision
precision_level | l_p | 1 | matrix products at this precision on cores like these, over the usual
precision_speedup | s_p | 1 | matrix products at the precision over the usual in 16 bit
counted_flop | c_count | FLOP/token | work on a token that the MFU counts
counted_compute | C_count | FLOP | work of the run that the MFU counts
linear_share | f_lin | 1 | work of products with weights, 6·N or 4·N for adapters, over the counted work
attention_share | f_att | 1 | work of attention's core over the counted work, whether that counts it or not
attention_slowdown | k_att | 1 | time of attention's core for each FLOP, over that of a matrix product in 16 bit
matmul_share | f_mm | 1 | best matrix product measured on the accelerator over its 16-bit peak
work_passes | n_pass | 1 | forward and backward passes of a token; a second model's forward pass is a third of one
moved_bytes | β_m | byte/token | bytes of each feature of a token that pass through memory
memory_bandwidth | BW | byte/s | speed of one accelerator's memory
memory_pass | t_pass | 1 | time to move each layer's input once through memory, over that of the work at the 16-bit peak
memory_passes | k_mem | 1 | passes through memory that nothing hides
kernel_time | t_kernel | 1 | time of the kernels, over that of the work at the 16-bit peak
kernel_level | η_chip | 1 | what well-written kernels reach of that on this chip at this precision
stack_level | η_stack | 1 | what this code base reaches of well-written kernels
novelty_loss | λ_new | 1 | what is lost on a chip's first day, when its software is young
chip_age | a_chip | year | time since the chip could be used
kernel_progress | r_kernel | 1 | what kernels reach of what they reach a year later
years_earlier | a_early | 1 | years from the run to the latest software that was measured
halving_time | a_half | year | time in which half of that loss goes
maturity | η_age | 1 | what the software of a chip this old reaches of what it will reach
routing_cost | k_moe | 1 | time of routing and experts' small products in 2024, over that of the work at the 16-bit peak
routing_progress | r_moe | 1 | what is left of the routing cost after each year of software
software_years | a_soft | 1 | years of expert software since 2024, as far as measured
routing_exponent | g_moe | 1 | how fast the routing cost grows with what a layer moves
usual_pass | 1/500 | 1 | pass through memory at which the routing cost is given
routed_copies | n_copy | 1 | experts that a layer sends a token to, on average over all layers
routing_time | t_moe | 1 | time of routing, over that of the work at the 16-bit peak
pipeline_stages | n_pp | 1 | stages that the layers are split into
stage_micro_batches | n_stage | 1 | micro-batches that pass through each stage in a step
pipeline_bubble | t_bubble | 1 | time that stages wait, over that of the work
bubble_left | f_bubble | 1 | share of the plain bubble that interleaved schedules leave
padding | f_pad | 1 | share of the processed tokens that only fill up batches
repeated_forward | f_re | 1 | share of the forward pass that recomputation repeats
repeat_cost | k_re | 1 | cost of the repeated work that larger micro-batches do not pay back
forward_share | 1/3 | 1 | share of the forward pass in the counted work
layer_seconds | τ | s | time that a layer costs once a step, however few tokens there are
tokens_each | T_each | token | tokens of a step for each accelerator
step_latency | t_lat | 1 | time that layers cost once a step, over that of the work at the 16-bit peak
sharing_devices | n_tp | 1 | devices that share each matrix
sharing_bandwidth | W_tp | byte/s | bandwidth among the devices that share a matrix, one direction
exchanged_bytes | β_tp | byte/token | bytes of each feature of a token that a device sends in a layer's all-reduces
tensor_exchange | t_tensor | 1 | time of a layer's all-reduces, over that of the work at the 16-bit peak
tensor_exposed | f_tensor | 1 | share of these all-reduces that computation does not hide
routed_bytes | β_moe | byte/token | bytes of each feature of a token's copy that go to an expert and back
experts_away | f_away | 1 | share of the experts outside a token's domain of fast links
expert_exchange | t_a2a | 1 | time to reach them over the network, over that of the work at the 16-bit peak
experts_exposed | f_a2a | 1 | share of that exchange that computation does not hide
network_exposed | t_net | 1 | exposed exchange between many nodes, over the time of the work at the 16-bit peak
beyond_node | f_node | 1 | share of the accelerators outside the first node
network_progress | r_net | 1 | what is left of that exchange after each year of software
practice_years | a_net | 1 | years of software since 2022, as far as measured
exposed_time | t_exp | 1 | exchange that computation does not hide, over the time of the work at the 16-bit peak
failing_share | f_fail | 1 | failures that the run may expect, at most 1
hours_between_failures | H_fail | hour | accelerator-hours from one interruption to the next
restart_hours | t_restart | hour | time from a failure to training again
checkpoint_hours | t_check | hour | time that training stands still for a checkpoint
failure_loss | l_fail | 1 | time lost to failures, over the time that trains
evaluation_cost | k_eval | 1 | start and evaluation over training, in a timed run of one minute at the 16-bit peak
evaluation_exponent | g_eval | 1 | how fast that falls with the length of the run
minute | 60 | s | seconds in a minute
timed_loss | l_timed | 1 | time of start and evaluation, over the time that trains
mfu_kernels | η_kernel | 1 | what one accelerator's kernels reach of its peak
mfu_communication | η_comm | 1 | what waiting for other accelerators leaves
mfu_spread | η_spread | 1 | what differs between runs that nothing else explains
"""
